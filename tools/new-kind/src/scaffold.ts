import { accept, type Result, refuse } from '@enlace/core'

export type Scaffold = {
  /** Path below `packages/records/src/kinds`. */
  readonly fileName: string
  readonly file: string
  /** The whole of `kinds/index.ts` with its one new line, and the import that line needs. */
  readonly index: string
}

/**
 * The one file and the one line of a new kind. `uuid` is a fresh version 4 UUID for the extension definition; it never changes after.
 *
 * `name_malformed`: not lower case with hyphens; `name_taken`: the index has it; `index_unreadable`: the list of kinds was not found.
 */
export function scaffoldKind(
  name: string,
  uuid: string,
  index: string,
): Result<Scaffold, 'name_malformed' | 'name_taken' | 'index_unreadable'> {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) || name.length < 3 || name.length > 60) return refuse('name_malformed')
  const constant = name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  if (index.includes(`'./${name}.ts'`)) return refuse('name_taken')
  const list = /const ours: readonly Kind\[\] = \[\n[^\]]*,\n\]/.exec(index)
  const firstImport = /^import .* from '\.\/.*$/m.exec(index)
  if (list === null || firstImport === null) return refuse('index_unreadable')
  const withLine = index.replace(list[0], `${list[0].slice(0, -1)}  ${constant},\n]`)
  const withImport = withLine.replace(firstImport[0], `import { ${constant} } from './${name}.ts'\n${firstImport[0]}`)
  return accept({ fileName: `${name}.ts`, file: kindFile(name, constant, uuid), index: withImport })
}

function kindFile(name: string, constant: string, uuid: string): string {
  const words = name.replaceAll('-', ' ')
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return `import { defineKind } from '../define-kind.ts'
import { choice, instant, longText } from '../field.ts'

export const ${constant} = defineKind({
  name: '${name}',
  title: '${title}',
  purpose: 'Says in one sentence what the record is for.',
  on: 'incident',
  extension: 'extension-definition--${uuid}',
  fields: {
    happened_at: instant('When', { required: true, short: true }),
    stage: choice('Stage', { open: 'Open', closed: 'Closed' }, { required: true, facet: true, short: true }),
    remarks: longText('Remarks', { personal: true, find: true, maxLength: 2000 }),
  },
  native: {
    name: { label: 'Headline', maxLength: 200, short: true },
  },
  shows: ['name', 'happened_at', 'stage', 'remarks'],
  example: {
    name: 'FICTIONAL ${words}',
    labels: ['fictional'],
    happened_at: '2026-01-15T11:00:00Z',
    stage: 'open',
    remarks: 'Fictional remark.',
  },
})
`
}
