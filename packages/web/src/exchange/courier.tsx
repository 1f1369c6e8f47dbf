import type { CourierExport, CourierStatus } from '@enlace/api'
import { Button, FileButton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { fetchBytes, send } from '../api/send.ts'
import type { PartnerStatus } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { formatBytes, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Progress } from '../parts/progress.tsx'
import { saveFile } from '../parts/save-file.ts'
import { Time } from '../parts/time.tsx'
import { askCourier, importFiles } from './courier-questions.ts'

type Row = CourierStatus['history'][number]
type Told = { readonly label: string; readonly done: number; readonly total: number | undefined; readonly startedAt: string }

/** What is carried by hand: export, import with progress, the receipt to carry back, and what went before. */
export default function Courier({ partners }: { readonly partners: readonly Pick<PartnerStatus, 'party' | 'logs'>[] }) {
  const parties = partners.map(({ party }) => party)
  const text = useText()
  const may = useMay()
  const names = useParties()
  const client = useQueryClient()
  const [told, setTold] = useState<Told>()
  const forgetChosen = useRef<() => void>(null)
  const status = useQuery({ ...askCourier, refetchInterval: told === undefined ? 15_000 : 1_000 })
  const begin = (label: string): Told => ({ label, done: 0, total: undefined, startedAt: nodeNow().toISOString() })
  const end = () => {
    setTold(undefined)
    client.invalidateQueries({ queryKey: ['exchange'] })
  }
  const made = useMutation({
    mutationFn: async ({ party, lane }: { readonly party: string; readonly lane: Row['lane'] }) => {
      setTold(begin(text('courier.export.working')))
      return await send<CourierExport>('POST', `/exchange/${encodeURIComponent(party)}/courier-exports`, { body: { lane } })
    },
    onSettled: end,
  })
  const taken = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const started = begin(text('courier.import.working'))
      return await importFiles(files, (uploading) =>
        setTold(
          uploading === undefined
            ? started
            : { ...started, ...uploading, label: text('courier.import.uploading', { file: uploading.file }) },
        ),
      )
    },
    onSettled: () => {
      // The same files may be brought again.
      forgetChosen.current?.()
      end()
    },
  })
  const working = made.isPending || taken.isPending
  const busy = status.data?.busy ?? null
  const shown = told !== undefined && busy !== null && busy.total > 0 ? { ...told, done: busy.done, total: busy.total } : told
  const receipt = taken.data?.receipt ?? null
  return (
    <Card title={text('courier.title')} lead={text('courier.lead')}>
      <div className="stack">
        {may('courier.export') ? (
          <div className="cluster">
            {parties.map((party) => (
              <Button key={party} variant="default" disabled={working} onClick={() => made.mutate({ party, lane: 'routine' })}>
                {text('courier.export', { party: names.nameOf(party) })}
              </Button>
            ))}
            {partners.filter(waitsOnFlash).map(({ party }) => (
              <Button key={`${party} flash`} variant="default" disabled={working} onClick={() => made.mutate({ party, lane: 'flash' })}>
                {text('courier.export.flash', { party: names.nameOf(party) })}
              </Button>
            ))}
            <FileButton multiple resetRef={forgetChosen} onChange={(files) => files.length > 0 && taken.mutate(files)}>
              {(props) => (
                <Button variant="default" disabled={working} {...props}>
                  {text('courier.import')}
                </Button>
              )}
            </FileButton>
          </div>
        ) : null}
        {shown === undefined ? null : <Progress {...shown} />}
        {!working && busy !== null ? <p className="soft">{text('courier.busy')}</p> : null}
        {made.isError ? <ProblemNotice problem={made.error} /> : null}
        {made.data === undefined || working ? null : (
          <Notice
            tone="good"
            title={text('courier.export.done', { party: names.nameOf(made.data.party), count: made.data.end - made.data.start })}
          >
            <Files id={made.data.id} files={made.data.files} />
          </Notice>
        )}
        {taken.isError ? <ProblemNotice problem={taken.error} /> : null}
        {taken.data === undefined || working ? null : (
          <Notice tone="good" title={text('courier.import.done', { party: names.nameOf(taken.data.party), count: taken.data.stored })}>
            {taken.data.receiptedTo === null
              ? null
              : text('courier.import.receipted', { party: names.nameOf(taken.data.party), size: taken.data.receiptedTo })}
            {receipt === null ? null : (
              <p>
                <Button size="xs" variant="default" onClick={() => saveFile(receipt.name, 'text/plain', receipt.text)}>
                  {text('courier.import.receipt')}
                </Button>
              </p>
            )}
          </Notice>
        )}
        {may('courier.read_receipt') ? (
          <div className="cluster">
            {parties.map((party) => (
              <Receipt key={party} party={party} label={text('courier.receipt', { party: names.nameOf(party) })} />
            ))}
          </div>
        ) : null}
        <Answered question={status} lines={2}>
          {({ history }) => <History rows={history} mayFetch={may('courier.fetch')} />}
        </Answered>
      </div>
    </Card>
  )
}

function waitsOnFlash({ logs }: Pick<PartnerStatus, 'logs'>): boolean {
  return logs.some((log) => log.lane === 'flash' && log.direction === 'out' && log.waiting > 0)
}

/** Our newest receipt for a partner, to be carried back when the first was lost. */
function Receipt({ party, label }: { readonly party: string; readonly label: string }) {
  const fetched = useMutation({
    mutationFn: () => fetchBytes(`/exchange/${encodeURIComponent(party)}/courier-receipt`),
    onSuccess: (bytes) => saveFile(`${party}.receipt`, 'text/plain', bytes),
  })
  return (
    <span className="stack-tight">
      <Button size="xs" variant="subtle" loading={fetched.isPending} onClick={() => fetched.mutate()}>
        {label}
      </Button>
      {fetched.isError ? <ProblemNotice problem={fetched.error} /> : null}
    </span>
  )
}

function Files({ id, files }: { readonly id: string; readonly files: Row['files'] }) {
  const text = useText()
  return (
    <ul className="stack-tight">
      {files.map(({ name, sizeBytes }) => (
        <li key={name}>
          <a href={`/api/v1/exchange/courier-exports/${id}/${name}`} download={name} className="mono small">
            {name}
          </a>{' '}
          <span className="soft small">{formatBytes(sizeBytes, text.tag)}</span>
        </li>
      ))}
    </ul>
  )
}

function History({ rows, mayFetch }: { readonly rows: readonly Row[]; readonly mayFetch: boolean }) {
  const text = useText()
  if (rows.length === 0) return <Empty title={text('courier.history.empty')}>{text('courier.history.empty.detail')}</Empty>
  const number = (value: number) => formatNumber(value, text.tag)
  const entries = (row: Row) => (row.lane === 'flash' ? `${text('log.flash')}: ${range(row)}` : range(row))
  const range = ({ what, start, end }: Row) => {
    if (what === 'receipt') return text('courier.history.entries.upTo', { to: number(end) })
    return end === start
      ? text('courier.history.entries.none')
      : text('courier.history.entries.range', { from: number(start), to: number(end - 1) })
  }
  return (
    <DataTable
      caption={text('courier.history')}
      showCaption
      rows={rows}
      keyOf={(row) => `${row.what} ${row.id}`}
      columns={[
        { id: 'what', header: text('courier.history.what'), cell: (row) => text(`courier.history.what.${row.what}`), rowHeader: true },
        { id: 'party', header: text('courier.history.party'), cell: (row) => <PartyMark party={row.party} /> },
        { id: 'entries', header: text('courier.history.entries'), cell: entries },
        { id: 'by', header: text('courier.history.by'), cell: (row) => row.by },
        { id: 'at', header: text('courier.history.at'), cell: (row) => <Time at={row.at} brief /> },
        ...(mayFetch
          ? [
              {
                id: 'files',
                header: text('courier.history.files'),
                cell: (row: Row) => (row.files.length === 0 ? '–' : <Files id={row.id} files={row.files} />),
              },
            ]
          : []),
      ]}
    />
  )
}
