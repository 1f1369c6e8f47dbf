import { runCommand } from './command.ts'

const { exitCode, output } = runCommand(process.argv.slice(2), Intl.DateTimeFormat().resolvedOptions().locale)
const stream = exitCode === 2 ? process.stderr : process.stdout
stream.write(`${output}\n`)
process.exitCode = exitCode
