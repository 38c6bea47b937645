import { existsSync } from 'node:fs'
import t from 'tap'
import { sourceFiles } from './imports.ts'

/** What they test is not one file of src: the house itself, the documents, the image, Terraform and the workflows. */
const besides = ['test/house/', 'test/docs/', 'test/image/', 'test/terraform/']

/** Whether a test is named after a file or folder of src, perhaps with an aspect: `sales/routes.cancel.test.ts`. */
function hasSubject (test: string): boolean {
  const subject = test.replace(/^test\//, 'src/').replace(/\.test\.ts$/, '')
  const withoutAspect = subject.replace(/\.[\w-]+$/, '')
  const ends = ['', '.ts', '.tsx', '.json', '.sql']
  return [subject, withoutAspect].some((path) => ends.some((end) => existsSync(path + end)))
}

t.test('a file\'s test is found by its path', async (t) => {
  const tests = (await sourceFiles('test')).filter((file) => file.endsWith('.test.ts'))
  t.ok(tests.length > 60, `${tests.length} test files`)
  t.same(tests.filter((test) => !besides.some((folder) => test.startsWith(folder)) && !hasSubject(test)), [])
  t.notOk(hasSubject('test/sales/nothing.test.ts'))
})
