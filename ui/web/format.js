// Numbers, dates and durations as people read them. What is not defined is
// "–", never 0.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { dateLocale, locale, t } from './i18n.js';

/** @typedef {number | null | undefined} Maybe */

const MINUS = '−';
const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const days = new Intl.DateTimeFormat(dateLocale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const shortDays = new Intl.DateTimeFormat(dateLocale, { day: 'numeric', month: 'short', year: '2-digit', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat(dateLocale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clocks = new Intl.DateTimeFormat(dateLocale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/**
 * @param {Maybe} value
 * @param {(value: number) => string} write
 */
function orDash(value, write) {
  return value === null || value === undefined || !Number.isFinite(value) ? t('common.undefined') : write(value);
}

/** @param {string} text */
function sign(text) {
  return text.replace('-', MINUS);
}

/** @param {Maybe} value */
export function formatInteger(value) {
  return orDash(value, (number) => sign(integers.format(number)));
}

/**
 * Dollars with their sign, +$4.12: for profits.
 *
 * @param {Maybe} dollars
 */
export function formatProfit(dollars) {
  return orDash(dollars, (value) => {
    const text = money.format(Math.abs(value));

    if (/^[0.,]*$/.test(text)) {
      return `$${text}`;
    }
    return `${value < 0 ? MINUS : '+'}$${text}`;
  });
}

/**
 * Dollars that are no profit: $4.12.
 *
 * @param {Maybe} dollars
 */
export function formatDollars(dollars) {
  return orDash(dollars, (value) => `${value < 0 ? MINUS : ''}$${money.format(Math.abs(value))}`);
}

/**
 * A share of 0..1 in percent with one decimal.
 *
 * @param {Maybe} share
 */
export function formatPercent(share) {
  return orDash(share, (value) => t('unit.percent', { value: sign(tenths.format(value * 100)) }));
}

/**
 * How far something is: whole percents, 100 only when it is all done.
 *
 * @param {number} fraction 0..1
 */
export function formatProgress(fraction) {
  return t('unit.percent', { value: integers.format(Math.floor(fraction * 100)) });
}

/**
 * A price or threshold of 0..1 in cents.
 *
 * @param {Maybe} price
 */
export function formatCents(price) {
  return orDash(price, (value) => t('unit.cents', { value: sign(tenths.format(value * 100)) }));
}

/** @param {Maybe} value */
export function formatRatio(value) {
  return orDash(value, (number) => sign(hundredths.format(number)));
}

/** @param {Maybe} seconds */
export function formatDuration(seconds) {
  return orDash(seconds, (value) => {
    if (value < 10) {
      return t('unit.seconds', { value: tenths.format(value) });
    }
    const whole = Math.round(value);

    if (whole < 60) {
      return t('unit.seconds', { value: whole });
    }
    if (whole < 3600) {
      return t('unit.minutes-seconds', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
    }
    return t('unit.hours-minutes', { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60) });
  });
}

/**
 * Time left, rounded as people say it.
 *
 * @param {number} seconds
 */
export function formatTimeLeft(seconds) {
  if (seconds < 5) {
    return t('progress.eta-soon');
  }
  if (seconds < 55) {
    return t('progress.eta-seconds', { count: Math.ceil(seconds / 5) * 5 });
  }
  const minutes = Math.round(seconds / 60);

  if (minutes < 60) {
    return t('progress.eta-minutes', { count: minutes });
  }
  return t('progress.eta-hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/**
 * A calendar date, `2025-12-25`, which has no zone.
 *
 * @param {string | null | undefined} date
 */
export function formatDate(date) {
  const time = date ? Date.parse(`${date.slice(0, 10)}T00:00:00Z`) : NaN;

  return Number.isNaN(time) ? t('common.undefined') : days.format(time).replaceAll(',', '');
}

/**
 * The same where there is little room: 25 Dec 25.
 *
 * @param {string | null | undefined} date
 */
export function formatShortDate(date) {
  const time = date ? Date.parse(`${date.slice(0, 10)}T00:00:00Z`) : NaN;

  return Number.isNaN(time) ? t('common.undefined') : shortDays.format(time);
}

/**
 * A moment in the viewer's zone.
 *
 * @param {Maybe} seconds Unix time
 */
export function formatMoment(seconds) {
  return orDash(seconds, (value) => moments.format(value * 1000));
}

/** @param {Date} time */
export function formatClock(time) {
  return clocks.format(time);
}
