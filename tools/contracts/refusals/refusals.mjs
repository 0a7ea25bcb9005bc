/**
 * Which refusals the gateway knows, and which of them each operation can answer, read off the sources: every
 * `new Problem(kind, code, …)` is a code, and an operation can answer what its controller method reaches. Nobody keeps a list.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { readSources } from './sources.mjs';

/** Its message is handed on by a Problem of the same code. */
const BEARERS = { Problem: { kind: 0, code: 1, message: 2 }, TargetRefused: { code: 0, message: 1 } };
const ROUTES = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);
/** Who passes a door of their own before the route: what it refuses is an answer of the route. */
const GUARDS = { terminal: 'TerminalAuthenticator.admitTerminal' };

/** @returns {{ codes: Record<string, { kinds: string[], messages: string[], depends: boolean }>, operations: Record<string, string[]> }} */
export function readRefusals(root) {
  const sources = readSources(join(root, 'apps/gateway/tsconfig.app.json'));
  const reach = reachOf(sources);
  const codes = {};
  for (const file of sources.files)
    walk(file, (node) => {
      for (const { kind, code, message } of refusalsOf(node, sources)) {
        const known = (codes[code] ??= { kinds: [], messages: [], depends: false });
        if (kind && !known.kinds.includes(kind)) known.kinds.push(kind);
        if (message && !known.messages.includes(message)) known.messages.push(message);
        if (kind && !message) known.depends = true;
      }
    });
  const operations = {};
  for (const { id, who, method } of routesOf(sources)) {
    const guards = GUARDS[who] ? [sources.methodNamed(GUARDS[who])] : [];
    operations[id] = [...new Set([method, ...guards].flatMap((node) => [...reach(node)]))].sort();
  }
  // a code that only TargetRefused knows never reaches a client
  for (const [code, { kinds }] of Object.entries(codes)) if (kinds.length === 0) delete codes[code];
  return { codes: sorted(codes), operations: sorted(operations) };
}

const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The codes that a function reaches through whatever it names, but for the kinds that a `catch` on the way makes an answer of. */
function reachOf(sources) {
  const near = new Map();
  const lookAt = (start) => {
    if (near.has(start)) return near.get(start);
    const found = { refusals: [], calls: [] };
    near.set(start, found);
    const look = (node, caught) => {
      for (const { kind, code } of refusalsOf(node, sources)) if (kind) found.refusals.push({ kind, code, caught });
      for (const to of sources.functionsNamedBy(node)) if (to !== start) found.calls.push({ to, caught });
      const inTry =
        ts.isTryStatement(node) && node.catchClause ? [...caught, ...kindsCaughtBy(node.catchClause, sources)] : caught;
      ts.forEachChild(node, (child) => look(child, child === node.tryBlock ? inTry : caught));
    };
    look(start, []);
    return found;
  };
  return (start) => {
    const codes = new Set();
    const seen = new Set();
    const visit = (node, caught) => {
      const { refusals, calls } = lookAt(node);
      for (const one of refusals) if (![...caught, ...one.caught].includes(one.kind)) codes.add(one.code);
      for (const call of calls) {
        const all = [...new Set([...caught, ...call.caught])].sort();
        const key = `${call.to.getSourceFile().fileName}:${call.to.pos} ${all.join()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        visit(call.to, all);
      }
    };
    visit(start, []);
    return codes;
  };
}

/** `error.kind === '…'` in a catch, or in a function that it asks: what is distinguished there does not go on. */
function kindsCaughtBy(clause, sources) {
  const kinds = [];
  const compared = (node) => {
    if (!ts.isBinaryExpression(node) || !ts.isStringLiteral(node.right)) return;
    if (ts.isPropertyAccessExpression(node.left) && node.left.name.text === 'kind') kinds.push(node.right.text);
  };
  walk(clause, (node) => {
    compared(node);
    for (const asked of sources.functionsNamedBy(node)) walk(asked, compared);
  });
  return kinds;
}

function* routesOf(sources) {
  for (const file of sources.files.filter(({ fileName }) => fileName.endsWith('.controller.ts')))
    for (const holder of file.statements.filter(ts.isClassDeclaration))
      for (const method of holder.members.filter(ts.isMethodDeclaration)) {
        const calls = (ts.getDecorators(method) ?? []).map(({ expression }) => expression).filter(ts.isCallExpression);
        if (!calls.some((call) => ROUTES.has(call.expression.getText()))) continue;
        const access = calls.find((call) => call.expression.getText() === 'Access');
        const who = access && ts.isStringLiteral(access.arguments[0]) ? access.arguments[0].text : undefined;
        yield { id: `${holder.name.text.replace(/Controller$/, '')}_${method.name.getText()}`, who, method };
      }
}

/** What a node makes: a Problem, a class over it, or a refused target. One entry for each code that its type allows. */
function refusalsOf(node, sources) {
  const made = argumentsOfRefusal(node, sources);
  if (!made) return [];
  const { code, message, kind } = made;
  return sources.casesOf(code).map((bind) => {
    const texts = sources.literals(code, bind);
    const kinds = kind ? sources.literals(kind, bind) : [];
    if (texts.length !== 1 || (kind && kinds.length !== 1))
      throw new Error(`${sources.placeOf(node)}: kind and code of a refusal must be literals, or of literal types`);
    return { code: texts[0], kind: kinds[0], message: message && sources.sentence(message, bind) };
  });
}

function argumentsOfRefusal(node, sources) {
  const isSuper = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;
  if (!ts.isNewExpression(node) && !isSuper) return null;
  const named = isSuper ? sources.baseNameOf(node) : node.expression.getText();
  const places = BEARERS[named];
  if (!places) return null;
  return Object.fromEntries(Object.entries(places).map(([name, at]) => [name, node.arguments[at]]));
}
