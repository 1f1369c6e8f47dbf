import type { CheckedIdentifier, CheckedIdentifiers } from '@enlace/api'
import { identifierTypes, recordLabel } from '@enlace/records'
import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import { linesToCheck, maxLines } from '../identifiers/lines-to-check.ts'
import { type SayLabel, useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { IconAlertTriangle, IconBarcode, IconCheck, IconHelp } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Empty } from '../parts/page-state.tsx'
import { Tag } from '../parts/tag.tsx'

type Row = { readonly key: string; readonly raw: string; readonly found: CheckedIdentifier | undefined; readonly guessed: boolean }

/** Numbers of any kind, checked by their published rules, many at once; of one whose kind is not told, what it could be. */
export function Identifiers() {
  const text = useText()
  const say = useKindWords()
  const [type, setType] = useState('')
  const [written, setWritten] = useState('')
  const lines = linesToCheck(written, type)
  const check = useMutation({
    mutationFn: async () => {
      const items = lines.slice(0, maxLines).map((raw) => (type === '' ? { raw } : { type, raw }))
      return await send<CheckedIdentifiers>('POST', '/identifiers/check', { body: { items } })
    },
  })
  const rows = check.data === undefined ? undefined : rowsOf(check.data)
  const ask = () => (lines.length > 0 && !check.isPending ? check.mutate() : undefined)
  return (
    <Page title={text('identifiers.title')} lead={text('identifiers.lead')}>
      <Card>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            ask()
          }}
        >
          <NativeSelect
            label={text('identifiers.type')}
            value={type}
            onChange={(event) => setType(event.currentTarget.value)}
            data={[{ value: '', label: text('identifiers.type.any') }, ...choices(say)]}
          />
          <Textarea
            label={text('identifiers.values')}
            description={text(type === 'mrz' ? 'identifiers.values.mrz' : 'identifiers.values.detail')}
            value={written}
            onChange={(event) => setWritten(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) ask()
            }}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={100_000}
            spellCheck={false}
            classNames={{ input: 'mono' }}
            error={lines.length > maxLines ? text('identifiers.many', { count: maxLines }) : undefined}
          />
          <div>
            <Button type="submit" leftSection={<IconCheck size={18} />} loading={check.isPending} disabled={lines.length === 0}>
              {text('identifiers.check')}
            </Button>
          </div>
        </form>
      </Card>
      {check.isError ? <ProblemNotice problem={check.error} /> : null}
      {rows === undefined ? null : (
        <Card title={text('identifiers.found')}>
          {rows.length === 0 ? (
            <Empty icon={<IconBarcode size={32} />} title={text('identifiers.nothing')}>
              {text('identifiers.nothing.detail')}
            </Empty>
          ) : (
            <DataTable caption={text('identifiers.found')} columns={columnsFor(text)} rows={rows} keyOf={(row) => row.key} />
          )}
          <p className="soft small">{text('identifiers.meaning')}</p>
        </Card>
      )}
    </Page>
  )
}

function choices(say: SayLabel | undefined) {
  if (say === undefined) return []
  return [...identifierTypes.keys()]
    .map((value) => ({ value, label: say(recordLabel(`identifier.${value}`)) }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

/** One row for a verdict, one for each thing that a value could be, and one for a value that is like nothing known. */
function rowsOf({ items }: CheckedIdentifiers): readonly Row[] {
  return items.flatMap((item, i): Row[] => {
    if ('typeUnknown' in item) return [{ key: String(i), raw: item.raw, found: undefined, guessed: false }]
    if (!('couldBe' in item)) return [{ key: String(i), raw: item.raw, found: item, guessed: false }]
    if (item.couldBe.length === 0) return [{ key: String(i), raw: item.raw, found: undefined, guessed: true }]
    return item.couldBe.map((found) => ({ key: `${i} ${found.type}`, raw: item.raw, found, guessed: true }))
  })
}

const verdicts = {
  true: { tone: 'good', Icon: IconCheck, word: 'identifiers.valid' },
  false: { tone: 'warn', Icon: IconAlertTriangle, word: 'identifiers.invalid' },
  null: { tone: 'plain', Icon: IconHelp, word: 'identifiers.unknown' },
} as const

function columnsFor(text: ReturnType<typeof useText>) {
  return [
    {
      id: 'raw',
      header: text('identifiers.column.written'),
      rowHeader: true as const,
      cell: ({ raw }: Row) => <code className="wrap">{raw}</code>,
    },
    {
      id: 'type',
      header: text('identifiers.column.type'),
      cell: ({ found, guessed }: Row) =>
        found === undefined
          ? text('identifiers.none')
          : text(guessed ? 'identifiers.could' : 'identifiers.is', { type: text.of(found.title) }),
    },
    {
      id: 'verdict',
      header: text('identifiers.column.verdict'),
      cell: ({ found }: Row) => {
        if (found === undefined) return null
        const { tone, Icon, word } = verdicts[`${found.valid}`]
        return (
          <span className="stack-tight">
            <Tag tone={tone} icon={<Icon size={16} />}>
              {text(word)}
            </Tag>
            <span className="small">{text.of(found.explanation)}</span>
          </span>
        )
      },
    },
    {
      id: 'canonical',
      header: text('identifiers.column.canonical'),
      cell: ({ found }: Row) => (found === undefined ? null : <code className="wrap">{found.canonical}</code>),
    },
  ]
}
