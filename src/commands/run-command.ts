/**
 * Runs what a command does. Where that fails, the error's message goes to the terminal without its stack, since it
 * tells a person what to do, and the exit code is 1.
 */
export function runCommand (command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  })
}
