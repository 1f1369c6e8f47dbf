import { Button, FileButton, NumberInput, TextInput } from '@mantine/core'
import { useText } from '../language/text.ts'
import { useNoteWords } from './say-note.ts'

export type EnclosureRow = { readonly title: string; readonly pages: number | null; readonly sha256: string }

/** The enclosures of a note: a file that is chosen is only measured here, so that its digest stands in the note; it goes nowhere. */
export function EnclosureRows({
  rows,
  onChange,
}: {
  readonly rows: readonly EnclosureRow[]
  readonly onChange: (rows: readonly EnclosureRow[]) => void
}) {
  const text = useText()
  const words = useNoteWords()
  const change = (at: number, part: Partial<EnclosureRow>) => onChange(rows.map((row, i) => (i === at ? { ...row, ...part } : row)))
  const measure = async (files: readonly File[]) => {
    const added = await Promise.all(
      files.map(async (file) => ({ title: file.name, pages: null, sha256: await digestOf(await file.arrayBuffer()) })),
    )
    onChange([...rows, ...added])
  }
  return (
    <fieldset className="stack">
      <legend>{words.label('enclosures')}</legend>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place, and rows are only added at the end
        <div key={i} className="stack-tight">
          <TextInput
            label={text('notes.enclosure', { number: i + 1 })}
            value={row.title}
            onChange={(event) => change(i, { title: event.currentTarget.value })}
            maxLength={300}
          />
          <NumberInput
            label={text('notes.enclosurePages')}
            value={row.pages ?? ''}
            onChange={(value) => change(i, { pages: typeof value === 'number' ? value : null })}
            min={1}
            max={100_000}
          />
          {row.sha256 === '' ? null : <code className="small mono">{row.sha256}</code>}
          <span>
            <Button variant="subtle" size="xs" onClick={() => onChange(rows.filter((_, other) => other !== i))}>
              {text('notes.removeEnclosure', { number: i + 1 })}
            </Button>
          </span>
        </div>
      ))}
      <div className="cluster">
        <Button variant="default" onClick={() => onChange([...rows, { title: '', pages: null, sha256: '' }])}>
          {text('notes.addEnclosure')}
        </Button>
        <FileButton multiple onChange={measure}>
          {(chooser) => (
            <Button variant="default" {...chooser}>
              {text('notes.measure')}
            </Button>
          )}
        </FileButton>
        <span className="soft small">{text('notes.measure.stays')}</span>
      </div>
    </fieldset>
  )
}

async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
