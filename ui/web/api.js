// Asking the server, and what it says when it cannot.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { t } from './i18n.js';

/** An answer that is no success. `status` is 0 when there was no answer. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {number} status
   */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * The sentence of an error body: `{"detail": text}`, or the list of a refused
 * parameter.
 *
 * @param {any} body
 * @param {string} otherwise
 */
function readDetail(body, otherwise) {
  const detail = body?.detail;

  if (typeof detail === 'string') {
    return detail;
  }
  if (Array.isArray(detail) && typeof detail[0]?.msg === 'string') {
    return detail.map((entry) => entry.msg).join(' ');
  }
  return otherwise;
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<{status: number, body: any}>}
 */
export async function request(path, init = {}) {
  /** @type {Response} */
  let answer;

  try {
    answer = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ApiError(t('error.unreachable', { host: location.host }), 0);
  }

  const text = await answer.text();
  let body = null;
  try {
    body = text === '' ? null : JSON.parse(text);
  } catch {
    throw new ApiError(t('error.body', { path }), answer.status);
  }
  if (!answer.ok) {
    throw new ApiError(readDetail(body, t('error.status', { status: answer.status, path })), answer.status);
  }
  return { status: answer.status, body };
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
export async function getJson(path, signal) {
  return (await request(path, { signal })).body;
}

/**
 * @param {string} path
 * @param {object} body
 */
export async function postJson(path, body) {
  const answer = await request(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  return answer.body;
}

/**
 * Cancels a job that runs, forgets one that has ended.
 *
 * @param {string} id
 */
export async function deleteJob(id) {
  await request(`/api/jobs/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
