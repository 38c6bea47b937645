import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface CommandResult {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a file of src/commands as npm's script does, under no more environment than is given. */
export async function runCommandFile (
  name: string, parameters: readonly string[] = [], env: Record<string, string> = {}
): Promise<CommandResult> {
  const child = spawn(process.execPath, ['--import', 'tsx', `src/commands/${name}.ts`, ...parameters], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = new Promise<number | null>((resolve) => { child.once('close', resolve) })
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
