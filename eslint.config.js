import neostandard, { plugins } from 'neostandard'

const ignores = ['dist/**', '.data/**', '.tap/**', 'src/console/client/openapi.d.ts']

export default [
  ...neostandard({ ts: true, ignores }),
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    // the embedded question writer is made anew in one piece
    ignores: [...ignores, 'src/ask/writer/embedded/**', 'src/ask/writer/embedded.ts'],
    plugins: { '@stylistic': plugins['@stylistic'] },
    rules: { '@stylistic/max-len': ['error', { code: 120 }] }
  }
]
