import { cleanRunFolder, makeTemplate } from './template.ts'

cleanRunFolder()
await makeTemplate()
