/** The gateway's sources as the compiler understands them: what a name means, and which texts an expression can be. */
import { dirname, relative } from 'node:path';
import ts from 'typescript';

export function readSources(configFile) {
  const config = ts.getParsedCommandLineOfConfigFile(
    configFile,
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic },
  );
  const program = ts.createProgram(config.fileNames, config.options);
  const checker = program.getTypeChecker();
  const files = program
    .getSourceFiles()
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && !fileName.includes('/node_modules/'));
  return {
    files,
    functionsNamedBy: (node) => functionsNamedBy(node, checker),
    methodNamed: (name) => methodNamed(name, files),
    baseNameOf: (call) => baseNameOf(call),
    casesOf: (expression) => casesOf(expression, checker),
    literals: (expression, bind) => literals(expression, bind, checker),
    sentence: (expression, bind) => sentence(expression, bind, checker),
    placeOf: (node) => placeOf(node, dirname(configFile)),
  };
}

function onUnRecoverableConfigFileDiagnostic({ messageText }) {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** Functions, methods and constructors of our own that a name in the code means; called or handed on is the same here. */
function functionsNamedBy(node, checker) {
  if (ts.isNewExpression(node)) return constructorsOf(checker.getTypeAtLocation(node).symbol);
  if (!ts.isIdentifier(node) || ts.isTypeNode(node.parent)) return [];
  let symbol = checker.getSymbolAtLocation(node);
  if (!symbol) return [];
  if (symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  return (symbol.declarations ?? []).map(bodyOf).filter(Boolean);
}

function constructorsOf(symbol) {
  return (symbol?.declarations ?? [])
    .filter((one) => ts.isClassDeclaration(one) && !one.getSourceFile().isDeclarationFile)
    .flatMap((one) => one.members.filter((member) => ts.isConstructorDeclaration(member) && member.body));
}

function bodyOf(declaration) {
  if (declaration.getSourceFile().isDeclarationFile) return null;
  if ((ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) && declaration.body)
    return declaration;
  if (ts.isGetAccessorDeclaration(declaration)) return declaration;
  const holds =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration) ||
    ts.isPropertyDeclaration(declaration);
  const value = holds ? declaration.initializer : undefined;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : null;
}

function methodNamed(name, files) {
  const [holder, method] = name.split('.');
  for (const file of files)
    for (const one of file.statements)
      if (ts.isClassDeclaration(one) && one.name?.text === holder) {
        const found = one.members.find((member) => member.name?.getText() === method);
        if (found) return found;
      }
  throw new Error(`there is no ${name}`);
}

function baseNameOf(node) {
  let at = node;
  while (at && !ts.isClassLike(at)) at = at.parent;
  return at?.heritageClauses
    ?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0]?.expression.getText();
}

/** The identifier on which a code depends, bound to each text that its type allows: `reason`, or `SAYS[reason]`. */
function casesOf(expression, checker) {
  const on = ts.isIdentifier(expression)
    ? expression
    : ts.isElementAccessExpression(expression)
      ? expression.argumentExpression
      : null;
  if (!on || !ts.isIdentifier(on)) {
    const texts = textsOf(checker.getTypeAtLocation(expression));
    return texts.length > 1 ? texts.map((text) => ({ name: expression.getText(), text })) : [null];
  }
  const cases = textsOf(checker.getTypeAtLocation(on)).map((text) => ({ name: on.text, text }));
  return cases.length > 0 ? cases : [null];
}

function literals(expression, bind, checker) {
  if (bind && expression.getText() === bind.name) return [bind.text];
  const entry = entryOf(expression, bind, checker);
  return textsOf(entry ?? checker.getTypeAtLocation(expression));
}

/** The type of `TABLE[name]` for the bound name. */
function entryOf(expression, bind, checker) {
  if (!bind || !ts.isElementAccessExpression(expression) || expression.argumentExpression.getText() !== bind.name)
    return null;
  const property = checker.getPropertyOfType(checker.getTypeAtLocation(expression.expression), bind.text);
  return property ? checker.getTypeOfSymbolAtLocation(property, expression) : null;
}

const textsOf = (type) =>
  (type.isUnion() ? type.types : [type]).filter((one) => one.isStringLiteral()).map(({ value }) => value);

/** What a person reads; `…` where it depends on the moment, nothing where all of it does. */
function sentence(expression, bind, checker) {
  const entry = entryOf(expression, bind, checker);
  if (entry?.isStringLiteral()) return entry.value;
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isTemplateExpression(expression))
    return (
      expression.head.text +
      expression.templateSpans.map((span) => valueOf(span.expression, checker) + span.literal.text).join('')
    );
  const standard = checker.getSymbolAtLocation(expression)?.valueDeclaration?.initializer;
  if (standard && ts.isStringLiteral(standard)) return standard.text;
  const [text, ...others] = textsOf(checker.getTypeAtLocation(expression));
  return text !== undefined && others.length === 0 ? text : undefined;
}

/** A named limit is said as its figure. */
function valueOf(expression, checker) {
  const type = checker.getTypeAtLocation(expression);
  return type.isNumberLiteral() || type.isStringLiteral() ? String(type.value) : '…';
}

function placeOf(node, root) {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${relative(root, file.fileName)}:${line + 1}`;
}
