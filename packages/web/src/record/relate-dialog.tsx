import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { Button, NativeSelect } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import type { RecordDetail, Stored, Summary } from '../api/shapes.ts'
import { composeNew } from '../forms/compose-object.ts'
import { newIdentity } from '../forms/identity.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { ReasonField } from '../parts/reason-field.tsx'
import { showToast } from '../parts/toast.ts'
import { FindRecord } from './find-record.tsx'
import { problemOf } from './problem-of.ts'
import classes from './relate-dialog.module.css'

/** How two records can relate: STIX's common relationships and two that a claim needs. */
const ways = ['related-to', 'derived-from', 'duplicate-of', 'supports', 'contradicts', 'part-of'] as const

/** Writes a relationship from this record to another, with the reason, under the limits of this record. */
export default function RelateDialog({ detail, onClose }: { readonly detail: RecordDetail; readonly onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const [target, setTarget] = useState<Summary>()
  const [way, setWay] = useState<string>('related-to')
  const [reason, setReason] = useState('')
  // Fixed once: a second press of the button stores the same record.
  const [identity] = useState(() => {
    const kind = kinds.get('relationship')
    return kind === undefined ? undefined : { kind, ...newIdentity(kind), at: nodeNow().toISOString() }
  })
  const relate = async () => {
    if (target === undefined) throw problemOf(text('record.relate.problem.target'))
    if (reason.trim() === '') throw problemOf(text('record.relate.problem.reason'))
    if (identity === undefined) return
    const values: Record<string, Json> = {
      relationship_type: way,
      description: reason.trim(),
      source_ref: detail.id,
      target_ref: target.id,
    }
    const { permitted_use, legal_basis, purpose, marking, retention } = detail.envelope as JsonObject
    const envelope = {
      permitted_use: permitted_use ?? [],
      legal_basis: legal_basis ?? null,
      purpose: purpose ?? '',
      origin: 'human',
      ...(retention === undefined ? {} : { retention }),
      // A marking is its own party's law: on the record of a partner ours follows from the agency.
      ...(marking === undefined || detail.releases.length === 0 ? {} : { marking }),
    }
    await send<Stored>('POST', '/records', { body: { object: composeNew(identity.kind, identity.id, identity.at, values), envelope } })
    await client.invalidateQueries({ queryKey: ['record', detail.id] })
    showToast(text('record.relate.done'), { tone: 'good' })
  }
  return (
    <Confirm
      title={text('record.relate.title')}
      will={[text('record.relate.will'), text('record.relate.will.leaves')]}
      action={text('record.relate.do')}
      onConfirm={relate}
      onClose={onClose}
    >
      {target === undefined ? (
        <FindRecord label={text('record.relate.find')} not={[detail.id]} onChoose={setTarget} />
      ) : (
        <div className={classes.chosen}>
          <span>
            {text('record.relate.chosen')} <strong>{target.title}</strong>
          </span>
          <Button variant="default" size="compact-sm" onClick={() => setTarget(undefined)}>
            {text('record.relate.other')}
          </Button>
        </div>
      )}
      <NativeSelect
        label={text('record.relate.type')}
        value={way}
        onChange={(event) => setWay(event.currentTarget.value)}
        data={ways.map((value) => ({ value, label: text(`record.relate.type.${value}`) }))}
      />
      <ReasonField
        label={text('record.relate.reason')}
        description={text('record.relate.reason.help')}
        value={reason}
        onChange={setReason}
        rows={2}
      />
    </Confirm>
  )
}
