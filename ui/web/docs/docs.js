// The description of the interface, drawn from the two documents that the
// tests hold the server against.
//
// SPDX-License-Identifier: GPL-3.0-or-later

import { fill, h } from '../dom.js';

const METHODS = ['get', 'post', 'delete'];

/** @typedef {Record<string, any>} Tree part of a document */
/** @typedef {import('../dom.js').Child} Child */

/**
 * What a reference names, else the thing itself.
 *
 * @param {Tree} document
 * @param {Tree} part
 * @returns {Tree}
 */
function resolve(document, part) {
  if (typeof part?.$ref !== 'string') {
    return part;
  }
  return part.$ref.split('/').slice(1).reduce((/** @type {Tree} */ at, name) => at?.[name], document) ?? {};
}

/** @param {string} ref */
function nameOf(ref) {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/**
 * A schema in a few words, with links to those that have a name.
 *
 * @param {string} prefix of the anchors of that document
 * @param {Tree | undefined} schema
 * @returns {Child[]}
 */
function typeOf(prefix, schema) {
  if (schema === undefined) {
    return ['anything'];
  }
  if (schema.$ref) {
    return [h('a', { href: `#${prefix}${nameOf(schema.$ref)}` }, nameOf(schema.$ref))];
  }

  const several = schema.oneOf ?? schema.anyOf;
  if (several) {
    return several.flatMap((/** @type {Tree} */ one, /** @type {number} */ index) => [index > 0 ? ' or ' : '', ...typeOf(prefix, one)]);
  }
  if (schema.const !== undefined) {
    return [h('code', {}, JSON.stringify(schema.const))];
  }
  if (schema.enum) {
    return [schema.enum.map((/** @type {unknown} */ value) => JSON.stringify(value)).join(', ')];
  }
  if (schema.items) {
    return ['list of ', ...typeOf(prefix, schema.items)];
  }
  return [[schema.type ?? 'anything'].flat().join(' or '), rangeOf(schema)];
}

/** @param {Tree} schema */
function rangeOf(schema) {
  const from = schema.minimum ?? schema.minLength;
  const to = schema.maximum ?? schema.maxLength;

  if (from !== undefined && to !== undefined) {
    return `, ${from} to ${to}`;
  }
  return from !== undefined ? `, at least ${from}` : '';
}

/**
 * @param {string} caption
 * @param {Child[][]} rows
 */
function tableOf(caption, rows) {
  return rows.length > 0 && h('table', {}, h('caption', {}, caption),
    h('tbody', {}, rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first), rest.map((cell) => h('td', {}, cell))))));
}

/**
 * @param {string} prefix
 * @param {Tree} schema
 */
function membersOf(prefix, schema) {
  return Object.entries(schema.properties ?? {}).map(([name, member]) => [
    h('code', {}, name), typeOf(prefix, member),
    [schema.required?.includes(name) === false && 'may be missing; ', member.description ?? '', member.default !== undefined && ` (default ${member.default})`],
  ]);
}

/**
 * @param {Tree} openapi
 * @param {string} path
 * @param {string} method
 * @param {Tree} operation
 */
function operationArticle(openapi, path, method, operation) {
  const parameters = (operation.parameters ?? []).map((/** @type {Tree} */ part) => resolve(openapi, part));
  const body = operation.requestBody?.content['application/json'].schema;
  const answers = Object.entries(operation.responses).map(([status, part]) => {
    const answer = resolve(openapi, /** @type {Tree} */ (part));
    const content = /** @type {Tree[]} */ (Object.values(answer.content ?? {}));

    return [status, answer.description, content.length > 0 ? typeOf('', content[0].schema) : 'empty'];
  });

  return h('article', { id: operation.operationId },
    h('h3', {}, h('code', {}, `${method.toUpperCase()} ${path}`)),
    h('p', {}, operation.summary, '.'),
    tableOf('Parameters', parameters.map((/** @type {Tree} */ { name, required, description, schema }) => [
      h('code', {}, name), typeOf('', schema),
      [required && 'needed; ', description, schema.default !== undefined && ` (default ${schema.default})`],
    ])),
    body && h('p', {}, 'JSON body: ', ...typeOf('', body)),
    tableOf('Answers', answers));
}

/**
 * @param {string} prefix
 * @param {Tree} schemas
 */
function schemaArticles(prefix, schemas) {
  return Object.entries(schemas).map(([name, schema]) => h('article', { id: prefix + name },
    h('h3', {}, name),
    schema.description && h('p', {}, schema.description),
    schema.properties ? tableOf('Members', membersOf(prefix, schema)) : h('p', {}, ...typeOf(prefix, schema))));
}

/** @param {Tree} openapi */
function httpSections(openapi) {
  const operations = Object.entries(openapi.paths).flatMap(([path, item]) => METHODS
    .filter((method) => item[method] !== undefined)
    .map((method) => ({ path, method, operation: item[method] })));

  return [
    h('nav', { 'aria-label': 'Paths' }, h('ul', {}, operations.map(({ path, method, operation }) => h('li', {},
      h('a', { href: `#${operation.operationId}` }, `${method.toUpperCase()} ${path}`))))),
    h('section', {}, h('h2', {}, 'Paths'),
      operations.map(({ path, method, operation }) => operationArticle(openapi, path, method, operation))),
    h('section', {}, h('h2', {}, 'Documents'), schemaArticles('', openapi.components.schemas)),
  ];
}

/**
 * Text in which words between backticks are code.
 *
 * @param {string} text
 */
function prose(text) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part));
}

/**
 * The messages that go one way on a channel, by name.
 *
 * @param {Tree} asyncapi
 * @param {string} id
 * @param {string} action
 */
function messageNames(asyncapi, id, action) {
  return Object.values(/** @type {Tree} */ (asyncapi.operations))
    .filter((operation) => operation.action === action && nameOf(operation.channel.$ref) === id)
    .flatMap((operation) => operation.messages.map((/** @type {Tree} */ message) => nameOf(message.$ref)));
}

/** @param {string[]} names */
function messageLinks(names) {
  return names.map((name, index) => [index > 0 && ', ', h('a', { href: `#frame-${name}` }, name)]);
}

/**
 * @param {Tree} asyncapi
 * @param {string} id
 * @param {Tree} channel
 */
function channelArticle(asyncapi, id, channel) {
  return h('article', {},
    h('h3', {}, h('code', {}, channel.address)),
    h('p', {}, ...prose(channel.description)),
    h('p', {}, 'The server sends ', ...messageLinks(messageNames(asyncapi, id, 'send')),
      '; the client ', ...messageLinks(messageNames(asyncapi, id, 'receive')), '.'),
    tableOf('How it ends', Object.entries(channel['x-close-codes'] ?? {}).map(([code, reason]) => [code, prose(reason)])));
}

/**
 * @param {string} name
 * @param {Tree} message
 */
function frameArticle(name, message) {
  return h('article', { id: `frame-${name}` },
    h('h3', {}, h('code', {}, name)),
    h('p', {}, message.title ?? '', '.'),
    tableOf('Members', membersOf('socket-', message.payload)));
}

/** @param {Tree} asyncapi */
function socketSections(asyncapi) {
  return [
    h('section', {}, h('h2', {}, 'Sockets'), h('p', {}, ...prose(asyncapi.info.description)),
      Object.entries(asyncapi.channels).map(([id, channel]) => channelArticle(asyncapi, id, channel))),
    h('section', {}, h('h2', {}, 'Frames'),
      Object.entries(asyncapi.components.messages).map(([name, message]) => frameArticle(name, message)),
      schemaArticles('socket-', asyncapi.components.schemas)),
  ];
}

/** @param {string} path */
async function load(path) {
  const answer = await fetch(path);

  if (!answer.ok) {
    throw new Error(`${path} answered with ${answer.status}`);
  }
  return answer.json();
}

async function show() {
  const main = h('main', {}, h('h1', {}, 'Interface of Backcourt'));

  document.body.append(main);
  try {
    const [openapi, asyncapi] = await Promise.all([load('/api/openapi.json'), load('/api/asyncapi.json')]);

    main.append(h('p', {}, openapi.info.description), ...httpSections(openapi), ...socketSections(asyncapi));
  } catch (error) {
    fill(main, h('h1', {}, 'Interface of Backcourt'), h('p', { role: 'alert' }, /** @type {Error} */ (error).message));
  }
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

show();
