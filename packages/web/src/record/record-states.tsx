import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'

/** Flags that change how a record is to be read, the gravest first. */
const states = {
  revoked: { tone: 'bad', title: 'record.state.revoked', detail: 'record.state.revoked.detail' },
  same_version_other_bytes: { tone: 'warn', title: 'record.state.conflict', detail: 'record.state.conflict.detail' },
  id_of_another_owner: { tone: 'warn', title: 'record.state.otherOwner', detail: 'record.state.otherOwner.detail' },
  tlp_differs: { tone: 'warn', title: 'record.state.tlp', detail: 'record.state.tlp.detail' },
  recovered_reduced: { tone: 'warn', title: 'record.state.recoveredReduced', detail: 'record.state.recoveredReduced.detail' },
  recovered: { tone: 'info', title: 'record.state.recovered', detail: 'record.state.recovered.detail' },
  newer_than_node: { tone: 'info', title: 'record.state.newer', detail: 'record.state.newer.detail' },
} as const

/** What a reader must know before the facts: revoked, contradicted, newer than this node. */
export function RecordStates({ flags }: { readonly flags: readonly string[] }) {
  const text = useText()
  return Object.entries(states).flatMap(([flag, { tone, title, detail }]) =>
    flags.includes(flag) ? (
      <Notice key={flag} tone={tone} title={text(title)}>
        {text(detail)}
      </Notice>
    ) : (
      []
    ),
  )
}

// The notice of a copy that was passed on.
const saidElsewhere: ReadonlySet<string> = new Set(['passed_on', 'consent_not_checked'])

/** Flags that a page explains in a sentence; the rest stand as tags. */
export function isExplained(flag: string): boolean {
  return Object.hasOwn(states, flag) || saidElsewhere.has(flag)
}
