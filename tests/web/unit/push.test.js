// One socket, its losses, and the HTTP path that stands in for it.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import assert from 'node:assert/strict';
import test from 'node:test';

import { PushChannel } from '../../../ui/web/push.js';
import { FakePlatform } from './fake-platform.js';

const GONE = 1006;
const GOING_AWAY = 1001;
const POLICY = 1008;
const MINUTE = 60000;

/** @param {{httpOnly?: boolean}} [options] */
function begin(options) {
  const fake = new FakePlatform(options);
  /** @type {any[]} */
  const messages = [];
  /** @type {string[]} */
  const links = [];
  /** @type {boolean[]} */
  const ends = [];
  const channel = new PushChannel({
    socketPath: '/ws/simulation/7',
    pollPath: '/api/simulation/progress/7',
    pollToMessage: (body) => ({ type: 'progress', progress: body }),
    pollHasEnded: (body) => body.status === 'complete',
    onMessage: (message) => messages.push(message),
    onLink: (link) => links.push(link),
    onEnd: (found) => ends.push(found),
  }, fake.platform);

  channel.start();

  return { fake, channel, messages, links, ends };
}

/** @param {number} current */
function progress(current) {
  return { type: 'progress', progress: { current, total: 100, status: 'running' } };
}

/** Refuses sockets until HTTP is asked.
 *
 * @param {FakePlatform} fake */
function refuseSockets(fake) {
  for (let attempt = 0; fake.requests.length === 0; attempt += 1) {
    assert.ok(attempt < 10, 'falls back after a few attempts');
    fake.socket.fail(GONE);
    if (fake.requests.length === 0) {
      fake.advance(15000);
    }
  }
}

test('push: opens one socket and gives what it says', () => {
  const { fake, messages, links } = begin();

  assert.equal(fake.socket.path, '/ws/simulation/7');
  assert.deepEqual(links, [], 'nothing is known of the link before the first frame');
  fake.socket.open();
  fake.socket.say(progress(0));
  fake.socket.say(progress(50));

  assert.deepEqual(messages, [progress(0), progress(50)]);
  assert.deepEqual(links, ['open']);
  assert.equal(fake.sockets.length, 1);
});

test('push: an open socket never asks by HTTP, however long it lasts', () => {
  const { fake } = begin();

  fake.socket.open();
  fake.socket.say(progress(1));
  for (let minute = 0; minute < 60; minute += 1) {
    fake.advance(MINUTE / 2);
    fake.socket.say({ type: 'pong', timestamp: minute });
    fake.advance(MINUTE / 2 - 1);
    fake.socket.say(progress(minute));
  }

  assert.equal(fake.requests.length, 0);
  assert.equal(fake.sockets.length, 1);
});

test('push: a pong is no message', () => {
  const { fake, messages } = begin();

  fake.socket.open();
  fake.socket.say(progress(1));
  fake.advance(30000);
  assert.deepEqual(fake.socket.sent, ['{"type":"ping"}']);
  fake.socket.say({ type: 'pong', timestamp: 1 });

  assert.deepEqual(messages, [progress(1)]);
});

test('push: connects again after a loss and gets the state again', () => {
  const { fake, messages, links } = begin();

  fake.socket.open();
  fake.socket.say(progress(10));
  fake.socket.fail(GONE);
  assert.deepEqual(links, ['open', 'lost']);

  fake.advance(500);
  assert.equal(fake.sockets.length, 2);
  fake.socket.open();
  fake.socket.say(progress(60));

  assert.deepEqual(messages, [progress(10), progress(60)]);
  assert.deepEqual(links, ['open', 'lost', 'open']);
  assert.equal(fake.requests.length, 0, 'the state comes by the socket, not by HTTP');
});

test('push: the delay doubles up to 15 s and begins anew after a success', () => {
  const { fake } = begin();
  /** @type {number[]} */
  const delays = [];

  for (let attempt = 0; attempt < 8; attempt += 1) {
    const before = fake.now;
    const count = fake.sockets.length;

    fake.socket.fail(GONE);
    while (fake.sockets.length === count) {
      fake.advance(1);
    }
    delays.push(fake.now - before);
  }
  assert.deepEqual(delays, [500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);

  fake.socket.open();
  fake.socket.say(progress(1));
  fake.socket.fail(GONE);
  fake.advance(499);
  assert.equal(fake.sockets.length, 9);
  fake.advance(1);
  assert.equal(fake.sockets.length, 10);
});

test('push: jitter takes up to half of the delay away', () => {
  const { fake } = begin();

  fake.jitter = 0;
  fake.socket.fail(GONE);
  fake.advance(249);
  assert.equal(fake.sockets.length, 1);
  fake.advance(1);
  assert.equal(fake.sockets.length, 2);

  fake.jitter = 0.5;
  fake.socket.fail(GONE);
  fake.advance(749);
  assert.equal(fake.sockets.length, 2);
  fake.advance(1);
  assert.equal(fake.sockets.length, 3);
});

test('push: a handshake that is never answered is given up after 10 s', () => {
  const { fake } = begin();
  const first = fake.socket;

  fake.advance(10000);
  assert.equal(first.isClosedByUs, true);
  fake.advance(500);
  assert.equal(fake.sockets.length, 2);
});

test('push: a connection that answers no ping is given up', () => {
  const { fake, links } = begin();
  const first = fake.socket;

  first.open();
  first.say(progress(1));
  fake.advance(30000 + 10000);
  assert.equal(first.isClosedByUs, true);
  assert.deepEqual(links, ['open', 'lost']);
  fake.advance(500);
  assert.equal(fake.sockets.length, 2);
});

test('push: a close that comes after it was given up counts once', () => {
  const { fake } = begin();
  const first = fake.socket;

  fake.advance(10000);
  first.fail(GONE);
  fake.advance(500);

  assert.equal(fake.sockets.length, 2);
  assert.equal(fake.timers.length, 1, 'only the deadline of the second socket');
});

test('push: asks by HTTP only once no WebSocket can be had', () => {
  const { fake } = begin();

  fake.socket.fail(GONE);
  fake.advance(500);
  fake.socket.fail(GONE);
  fake.advance(999);
  assert.equal(fake.requests.length, 0, 'two losses are no reason to poll');
  fake.advance(1);
  fake.socket.fail(GONE);

  assert.deepEqual(fake.requests.map(({ path }) => path), ['/api/simulation/progress/7']);
});

test('push: while it asks, it asks once a second and gives the answers as messages', async () => {
  const { fake, messages, links } = begin();

  refuseSockets(fake);
  await fake.request.answer(progress(10).progress);
  assert.deepEqual(messages, [progress(10)]);
  assert.deepEqual(links, ['polling']);

  fake.advance(999);
  assert.equal(fake.requests.length, 1);
  fake.advance(1);
  assert.equal(fake.requests.length, 2);
  fake.advance(3000);
  assert.equal(fake.requests.length, 2, 'never two at a time');
});

test('push: while it asks, it tries for a socket, and goes back to push', async () => {
  const { fake, messages, links } = begin();

  refuseSockets(fake);
  await fake.request.answer(progress(10).progress);
  const refused = fake.sockets.length;

  fake.advance(2000);
  assert.equal(fake.sockets.length, refused + 1);
  fake.socket.open();
  const asked = fake.requests.length;

  fake.socket.say(progress(70));
  for (let second = 0; second < 25; second += 1) {
    fake.advance(1000);
  }
  assert.equal(fake.requests.length, asked, 'no request once the socket is open');
  assert.deepEqual(messages.at(-1), progress(70));
  assert.deepEqual(links, ['polling', 'open']);
});

test('push: an answer under way when the socket opened is dropped', async () => {
  const { fake, messages } = begin();

  refuseSockets(fake);
  fake.advance(2000);
  fake.socket.open();
  fake.socket.say(progress(70));
  await fake.request.answer(progress(10).progress);

  assert.deepEqual(messages, [progress(70)], 'what is older never comes after what is newer');
  fake.advance(5000);
  assert.equal(fake.requests.length, 1);
});

test('push: polling survives failures, says so, and asks less often', async () => {
  const { fake, links } = begin({ httpOnly: true });

  await fake.request.answer(progress(1).progress);
  fake.advance(1000);
  await fake.request.fail();
  assert.deepEqual(links, ['polling', 'lost']);
  fake.advance(1000);
  assert.equal(fake.requests.length, 3);
  await fake.request.fail();
  fake.advance(1000);
  await fake.request.fail();
  fake.advance(1999);
  assert.equal(fake.requests.length, 4);
  fake.advance(1);
  assert.equal(fake.requests.length, 5);
  await fake.request.answer(progress(2).progress);
  assert.deepEqual(links, ['polling', 'lost', 'polling']);
});

test('push: transport=http opens no socket at all', async () => {
  const { fake, messages, ends } = begin({ httpOnly: true });

  assert.equal(fake.requests.length, 1);
  await fake.request.answer({ current: 100, total: 100, status: 'complete' });
  fake.advance(MINUTE);
  fake.wake();

  assert.equal(fake.sockets.length, 0);
  assert.equal(messages.length, 1);
  assert.deepEqual(ends, [true]);
  assert.equal(fake.requests.length, 1, 'the end ends the asking');
});

test('push: close 1000 is the end', () => {
  const { fake, channel, links, ends } = begin();

  fake.socket.open();
  fake.socket.say(progress(100));
  fake.socket.fail(1000, 'Simulation complete');
  fake.advance(MINUTE);

  assert.deepEqual(ends, [true]);
  assert.deepEqual(links, ['open', 'ended']);
  assert.equal(channel.link, 'ended');
  assert.equal(fake.sockets.length, 1);
  assert.equal(fake.timers.length, 0);
  assert.equal(fake.wakers.length, 0);
});

test('push: close 1008 for an unknown id is the end, and says that nothing is known', () => {
  const { fake, ends } = begin();

  fake.socket.open();
  fake.socket.fail(POLICY, 'Request ID not found');
  fake.advance(MINUTE);

  assert.deepEqual(ends, [false]);
  assert.equal(fake.sockets.length, 1);
});

for (const [code, reason] of /** @type {const} */ ([[POLICY, 'Connection limit exceeded'], [GOING_AWAY, ''], [1011, 'Server error'], [1009, '']])) {
  test(`push: close ${code} ${reason || 'without a reason'} is a loss, not an end`, () => {
    const { fake, ends } = begin();

    fake.socket.open();
    fake.socket.say(progress(1));
    fake.socket.fail(code, reason);
    fake.advance(500);

    assert.deepEqual(ends, []);
    assert.equal(fake.sockets.length, 2);
  });
}

test('push: the network coming back is tried at once', () => {
  const { fake } = begin();

  for (let attempt = 0; attempt < 7; attempt += 1) {
    fake.socket.fail(GONE);
    fake.advance(15000);
  }
  fake.socket.fail(GONE);
  const count = fake.sockets.length;

  fake.wake();
  assert.equal(fake.sockets.length, count + 1);
  fake.advance(5000);
  assert.equal(fake.sockets.length, count + 1, 'and the try that was due is not made besides');
});

test('push: waking disturbs no connection that is there', () => {
  const { fake } = begin();

  fake.wake();
  assert.equal(fake.sockets.length, 1);
  fake.socket.open();
  fake.socket.say(progress(1));
  fake.wake();

  assert.equal(fake.sockets.length, 1);
});

test('push: stop lets go of socket, timers and listeners, and calls nothing back', async () => {
  const { fake, channel, messages, links, ends } = begin();

  refuseSockets(fake);
  channel.stop();
  await fake.request.answer(progress(10).progress);
  fake.advance(MINUTE);

  assert.deepEqual([messages, links, ends], [[], [], []]);
  assert.equal(fake.timers.length, 0);
  assert.equal(fake.wakers.length, 0);
});

test('push: a listener that stops the channel on a frame stops it', () => {
  const fake = new FakePlatform();
  const channel = new PushChannel({
    socketPath: '/ws/jobs',
    pollPath: '/api/jobs',
    pollToMessage: (body) => body,
    onMessage: () => channel.stop(),
  }, fake.platform);

  channel.start();
  fake.socket.open();
  fake.socket.say(progress(1));

  assert.equal(fake.sockets[0].isClosedByUs, true);
  assert.equal(fake.timers.length, 0);
});

test('push: a frame that is no JSON loses nothing of the next', () => {
  const { fake, messages } = begin();

  fake.socket.open();
  assert.throws(() => fake.socket.onmessage?.({ data: '{' }), SyntaxError);
  fake.socket.say(progress(2));

  assert.deepEqual(messages, [progress(2)]);
});
