import type { Proposal, PublicationRow } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { askProposals } from '../api/people-questions.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import { Time } from '../parts/time.tsx'
import { DecideDialog, type Deciding } from '../people/decide-dialog.tsx'
import { PreviewLink } from '../people/preview-link.tsx'
import { useRoleName } from '../people/role-name.ts'
import { AmendDialog } from './amend-dialog.tsx'
import classes from './programme.module.css'
import { layPublications, type PublicationLine } from './publication-lines.ts'

type Amended = { readonly row: PublicationRow; readonly does: 'correct' | 'withdraw' }

/** Every act of publishing with what waits beside it, each with what the reader may do about it. `empty`: shown where there is none. */
export function PublicationActs({
  rows,
  site,
  empty,
}: {
  readonly rows: readonly PublicationRow[]
  readonly site: string | null
  readonly empty: ReactNode
}) {
  const text = useText()
  const may = useMay()
  const proposals = useQuery(askProposals)
  const [amended, setAmended] = useState<Amended>()
  const [deciding, setDeciding] = useState<Deciding>()
  const lines = layPublications(rows, proposals.data ?? [])
  // Withdrawing takes back all of a record, so it stands beside its public version where there is one.
  const isOut = new Set(rows.flatMap(({ of, state }) => (state === 'public' ? [of] : [])))
  const offer = (row: PublicationRow, does: Amended['does']) => (
    <Button
      variant="default"
      size="xs"
      aria-label={`${text(`programme.publication.${does}`)}: ${row.title}`}
      onClick={() => setAmended({ row, does })}
    >
      {text(`programme.publication.${does}`)}
    </Button>
  )
  const deeds: Column<PublicationLine> = {
    id: 'deeds',
    header: text('programme.publication.deeds'),
    cell: ({ row, waiting }) =>
      row === undefined || waiting.length > 0 ? null : (
        <span className={classes.deeds}>
          {row.state === 'public' ? offer(row, 'correct') : null}
          {row.state === 'public' || (row.state === 'planned' && row.does !== 'withdraw' && !isOut.has(row.of))
            ? offer(row, 'withdraw')
            : null}
        </span>
      ),
  }
  const columns: readonly Column<PublicationLine>[] = [
    {
      id: 'title',
      header: text('programme.publication.what'),
      rowHeader: true,
      cell: ({ of, title }) => (
        <Link to="/records/$id" params={{ id: of }}>
          {title}
        </Link>
      ),
    },
    {
      id: 'state',
      header: text('programme.publication.state'),
      cell: ({ row, title, waiting }) => (
        <span className="stack-tight">
          {row === undefined ? null : <State row={row} />}
          {waiting.map((one) => (
            <Waiting key={one.id} proposal={one} title={title} onDecide={(outcome) => setDeciding({ proposal: one, outcome })} />
          ))}
        </span>
      ),
    },
    {
      id: 'at',
      header: text('programme.publication.at'),
      cell: ({ row }) => (row === undefined ? null : <Time at={row.publishAt} />),
    },
    {
      id: 'page',
      header: text('programme.publication.page'),
      cell: (line) => {
        const { of, title, row } = line
        return (
          <span className={classes.deeds}>
            {row?.path == null || site === null ? null : (
              <a
                href={`${site}/${text.language}/${row.path.replace(/^\//, '')}`}
                aria-label={`${text('programme.publication.open')}: ${title}`}
              >
                {text('programme.publication.open')}
              </a>
            )}
            {mayPreview(line) ? <PreviewLink id={of} title={title} /> : null}
          </span>
        )
      },
    },
    ...(may('publication.ask') ? [deeds] : []),
  ]
  if (lines.length === 0) return empty
  return (
    <>
      <DataTable caption={text('programme.publication.acts')} rows={lines} keyOf={({ id }) => id} columns={columns} />
      {amended === undefined ? null : <AmendDialog {...amended} onClose={() => setAmended(undefined)} />}
      {deciding === undefined ? null : <DecideDialog {...deciding} onClose={() => setDeciding(undefined)} />}
    </>
  )
}

/** What would change on a page of its own can be looked at beforehand; what would be taken off stands there as it is. */
function mayPreview({ of, row, waiting }: PublicationLine): boolean {
  if (row?.state === 'planned' && row.does !== 'withdraw' && row.hasPage) return true
  return waiting.some(
    ({ publication }) => publication?.does !== 'withdraw' && publication?.items.some(({ id, hasPage }) => id === of && hasPage) === true,
  )
}

function State({ row: { state, reason } }: { readonly row: PublicationRow }) {
  const text = useText()
  return (
    <>
      <span>{text(`programme.publication.state.${state}`)}</span>
      {Object.keys(reason).length === 0 ? null : <span className="soft small">{text.of(reason)}</span>}
    </>
  )
}

/** What one person asked for and who can confirm it, with the buttons of whoever may, and of whoever asked. */
function Waiting({
  proposal,
  title,
  onDecide,
}: {
  readonly proposal: Proposal
  readonly title: string
  readonly onDecide: (outcome: Deciding['outcome']) => void
}) {
  const text = useText()
  const roleName = useRoleName()
  const { publication, proposedBy, seconds, mayDecide, mine } = proposal
  const roles = new Intl.ListFormat(text.tag, { type: 'disjunction' }).format(seconds.map(roleName))
  const button = (outcome: Deciding['outcome'], words: string, variant: 'filled' | 'default') => (
    <Button size="xs" variant={variant} aria-label={`${words}: ${title}`} onClick={() => onDecide(outcome)}>
      {words}
    </Button>
  )
  return (
    <span className="stack-tight">
      <StatusMark status="waiting">{text(`programme.publication.waits.${publication?.does ?? 'publish'}`)}</StatusMark>
      <span className="soft small">
        {text('programme.publication.waits.by', { who: proposedBy, roles, count: publication?.items.length ?? 1 })}
      </span>
      {mayDecide ? (
        <span className="cluster">
          {button('confirmed', text('people.proposal.confirm'), 'filled')}
          {button('refused', text('people.proposal.refuse'), 'default')}
        </span>
      ) : mine ? (
        <span className="cluster">{button('withdrawn', text('people.proposal.withdraw'), 'default')}</span>
      ) : null}
    </span>
  )
}
