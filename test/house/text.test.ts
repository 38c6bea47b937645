import { readFileSync } from 'node:fs'
import t from 'tap'
import ts from 'typescript'
import { sourceFiles } from './imports.ts'

const files = [...await sourceFiles('src'), ...await sourceFiles('test')]
  .filter((file) => !file.startsWith('src/ask/writer/embedded')) // it is made anew in one piece
  .map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true))

/** Every node below `node` for which `matches` holds, as `file:line`. */
function find (file: ts.SourceFile, matches: (node: ts.Node) => boolean): string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (matches(node)) found.push(`${file.fileName}:${lineOf(file, node.getStart()) + 1}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const lineOf = (file: ts.SourceFile, position: number) => file.getLineAndCharacterOfPosition(position).line

t.test('no condition within a condition goes over several lines', async (t) => {
  const goesOver = (file: ts.SourceFile) => (node: ts.Node) => ts.isConditionalExpression(node) &&
    [node.whenTrue, node.whenFalse].some((arm) => ts.isConditionalExpression(arm)) &&
    lineOf(file, node.getStart()) !== lineOf(file, node.end)
  t.same(files.flatMap((file) => find(file, goesOver(file))), [])
})

t.test('src silences the type checker at most 55 times, and never with any', async (t) => {
  const source = files.filter(({ fileName }) => fileName.startsWith('src/'))
  const isCast = (node: ts.Node) => ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)
  const casts = source.flatMap((file) => find(file, isCast))
  t.ok(casts.length <= 55, `${casts.length} casts`)
  t.same(source.flatMap((file) => find(file, (node) => node.kind === ts.SyntaxKind.AnyKeyword)), [])
  t.same(source.flatMap((file) => find(file, ts.isNonNullExpression)), [])
})
