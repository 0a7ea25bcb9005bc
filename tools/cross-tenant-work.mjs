/** Prints, as JSON, the reasons that the code gives for work that crosses tenants, and where none can be read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..');
const PRODUCTION = ['apps/gateway/src', 'libs/platform/src'];
/** The declarations themselves, and retention, whose rules are read where they are registered. */
const PASSES_IT_ON = ['libs/platform/src/database/database.ts', 'libs/platform/src/retention/index.ts'];

const WAYS = ['systemTransaction', 'systemQuery'];

function sourcesUnder(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => relative(ROOT, join(ROOT, folder, name)));
}

/** Reasons that a file gives, and places where none can be read. */
function reasonsIn(file) {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found = [];
  const unreadable = [];
  const calls = [];
  const visit = (node) => {
    if (ts.isCallExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const nameOf = (call) => (ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : '');
  const take = (node, where) => {
    if (node && ts.isStringLiteralLike(node)) found.push(node.text);
    else unreadable.push(`${file}: ${where}`);
  };
  for (const call of calls) {
    const name = nameOf(call);
    const [first] = call.arguments;
    if (name === 'register' && propertyOf(first, 'reason'))
      take(propertyOf(first, 'reason'), call.getText(source).slice(0, 80));
    if (!WAYS.includes(name)) continue;
    const method = enclosingMethod(call);
    const handedIn = first && ts.isIdentifier(first) && method?.parameters[0]?.name.getText(source) === first.text;
    const described =
      first && ts.isIdentifier(first) && method?.parameters[0] && ts.isObjectBindingPattern(method.parameters[0].name);
    if (described)
      for (const node of propertiesNamed(source, first.text)) take(node, call.getText(source).slice(0, 80));
    else if (handedIn)
      for (const caller of calls.filter((one) => nameOf(one) === method.name.getText(source)))
        take(caller.arguments[0], caller.getText(source));
    else take(first, call.getText(source).slice(0, 80));
  }
  return { found, unreadable };
}

/** The first property of that name, wherever it stands in the object. */
function propertyOf(node, name) {
  if (!node) return undefined;
  if (ts.isPropertyAssignment(node) && node.name.getText() === name) return node.initializer;
  return ts.forEachChild(node, (child) => propertyOf(child, name));
}

/** Every value that the file gives to properties of that name. */
function propertiesNamed(source, name) {
  const found = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText(source) === name) found.push(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function enclosingMethod(node) {
  for (let at = node; at; at = at.parent) if (ts.isMethodDeclaration(at)) return at;
  return undefined;
}

const results = PRODUCTION.flatMap(sourcesUnder)
  .filter((file) => !PASSES_IT_ON.includes(file))
  .map(reasonsIn);
const reasons = [...new Set(results.flatMap(({ found }) => found))].sort();
process.stdout.write(JSON.stringify({ reasons, unreadable: results.flatMap(({ unreadable }) => unreadable) }));
