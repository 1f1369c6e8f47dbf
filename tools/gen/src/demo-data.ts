import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { selectDemoData } from './demo-selection.ts'
import { predecessorFile, splitPredecessor } from './predecessor.ts'

// Writes the files of `data/` anew from the published files. With --check nothing is written: exit code 1 says that a file differs.
const shared = sharedFolder()
const target = new URL('../../../data/', import.meta.url)

if (shared === undefined) console.error('data/: skipped, the folder of public data is not here')
else {
  const read = (path: string) => readFileSync(join(shared, 'data', path))
  const made = new Map([...selectDemoData(read), [predecessorFile, splitPredecessor(read)]])
  for (const [name, bytes] of made) {
    if (!process.argv.includes('--check')) writeFileSync(new URL(name, target), bytes)
    else if (!readFileSync(new URL(name, target)).equals(bytes)) {
      console.error(`data/${name} is stale: node tools/gen/src/demo-data.ts`)
      process.exitCode = 1
    }
  }
}
