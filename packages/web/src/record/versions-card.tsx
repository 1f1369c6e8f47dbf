import { Button, NativeSelect } from '@mantine/core'
import type { RecordDetail } from '../api/shapes.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { VersionDiff } from './version-diff.tsx'
import classes from './versions-card.module.css'

export type Compared = { readonly from: number; readonly to: number }

/** Every version this node holds, each with who brought it, and what differs between any two. Two with one date and other bytes stand side by side. */
export function VersionsCard({
  id,
  versions,
  newSince,
  readable,
  compared,
  onCompare,
}: {
  readonly id: string
  readonly versions: RecordDetail['versions']
  /** Journal seq from which on a version is news to the reader. */
  readonly newSince: number | undefined
  /** Whether the reader may see what versions say. */
  readonly readable: boolean
  readonly compared: Compared | undefined
  readonly onCompare: (compared: Compared | undefined) => void
}) {
  const text = useText()
  const options = versions.map(({ modified, seq }) => ({
    value: String(seq),
    label: text('record.versions.option', { when: formatInstant(modified, text.tag, { seconds: true }), seq }),
  }))
  const latest = versions[0]?.seq
  const before = (seq: number) => versions.filter((version) => version.seq < seq).sort((a, b) => b.seq - a.seq)[0]?.seq
  return (
    <Card title={text('versions.title', { count: versions.length })} id="versions">
      {versions.length < 2 ? null : (
        <div className="stack">
          {compared === undefined ? null : (
            <div className={classes.compare} id="compare">
              <div className={classes.choose}>
                <NativeSelect
                  label={text('record.versions.older')}
                  value={String(compared.from)}
                  data={options}
                  onChange={(event) => onCompare({ ...compared, from: Number(event.currentTarget.value) })}
                />
                <NativeSelect
                  label={text('record.versions.newer')}
                  value={String(compared.to)}
                  data={options}
                  onChange={(event) => onCompare({ ...compared, to: Number(event.currentTarget.value) })}
                />
                <Button variant="default" onClick={() => onCompare(undefined)}>
                  {text('record.versions.close')}
                </Button>
              </div>
              <VersionDiff id={id} from={compared.from} to={compared.to} />
            </div>
          )}
        </div>
      )}
      <DataTable
        caption={text('record.versions.list')}
        rows={versions}
        keyOf={({ seq }) => String(seq)}
        columns={[
          {
            id: 'modified',
            header: text('versions.modified'),
            rowHeader: true,
            cell: ({ modified, seq }) => (
              <span className="cluster">
                <Time at={modified} seconds />
                {seq === latest && versions.length > 1 ? <Tag tone="good">{text('record.versions.latest')}</Tag> : null}
                {newSince !== undefined && seq >= newSince ? <Tag tone="info">{text('record.news.mark')}</Tag> : null}
              </span>
            ),
          },
          { id: 'from', header: text('versions.from'), cell: ({ from }) => <PartyMark party={from} /> },
          { id: 'seq', header: text('versions.seq'), align: 'number', cell: ({ seq }) => seq },
          {
            id: 'flags',
            header: text('versions.flags'),
            cell: ({ flags }) =>
              flags.length === 0
                ? '-'
                : flags.map((flag) => (
                    <Tag key={flag} tone="warn">
                      {text.find(`flag.${flag}`) ?? flag}
                    </Tag>
                  )),
          },
          ...(readable && versions.length > 1
            ? [
                {
                  id: 'compare',
                  header: text('record.versions.compare'),
                  cell: ({ seq, modified }: RecordDetail['versions'][number]) => {
                    const from = before(seq)
                    return from === undefined ? (
                      '-'
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        onClick={() => onCompare({ from, to: seq })}
                        aria-label={`${text('record.versions.compare')}: ${formatInstant(modified, text.tag, { seconds: true })}`}
                      >
                        {text('record.versions.compare')}
                      </Button>
                    )
                  },
                },
              ]
            : []),
        ]}
      />
    </Card>
  )
}
