import { execFileSync } from 'node:child_process'
import { cleanRunFolder, makeTemplate } from './template.ts'

cleanRunFolder()
await makeTemplate()
// the tests of the bundle share one
execFileSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' })
