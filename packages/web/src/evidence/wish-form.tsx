import type { EvidencePlan } from '@enlace/api'
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { askNode } from '../api/questions.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { useParties } from '../parts/party.ts'
import { Segments } from '../parts/segments.tsx'
import classes from './evidence.module.css'
import type { Wish } from './wish.ts'

/** Whose proofs, to whom, for what, on what ground, with whose consent, and how much of them is shown. */
export function WishForm({
  wish,
  clauses,
  onChange,
}: {
  readonly wish: Wish
  readonly clauses: EvidencePlan['clauses']
  readonly onChange: (change: Partial<Wish>) => void
}) {
  const text = useText()
  const parties = useParties()
  const { data: node } = useQuery(askNode)
  const partners = node?.partners.map((partner) => partner.party) ?? []
  const concerned = clauses.map((clause) => clause.party)
  const bodies = [...new Set(['court', 'inspector', ...clauses.flatMap((clause) => clause.mayShowTo)])]
  const asked = clauses.filter((clause) => clause.consent !== 'none' && clause.party !== wish.recipient).map((clause) => clause.party)
  const set = (name: keyof Wish) => (event: { readonly currentTarget: { readonly value: string } }) =>
    onChange({ [name]: event.currentTarget.value })
  return (
    <div className="stack">
      {wish.record === '' ? null : (
        <NativeSelect
          label={text('evidence.what')}
          value={wish.choice}
          onChange={set('choice')}
          data={(['record', 'case', 'period'] as const).map((value) => ({ value, label: text(`evidence.what.${value}`) }))}
        />
      )}
      {wish.choice === 'period' ? (
        <div className={classes.row}>
          <DayField label={text('evidence.from')} value={wish.from} onChange={set('from')} required />
          <DayField label={text('evidence.to')} value={wish.to} onChange={set('to')} required />
          <NativeSelect
            label={text('evidence.partner')}
            value={wish.partner}
            onChange={set('partner')}
            data={[
              { value: '', label: text('evidence.partner.any') },
              ...partners.map((party) => ({ value: party, label: parties.nameOf(party) })),
            ]}
          />
        </div>
      ) : null}
      <div className={classes.row}>
        <NativeSelect
          label={text('evidence.recipient')}
          value={wish.recipient}
          onChange={set('recipient')}
          data={[
            ...bodies.map((body) => ({ value: body, label: text.find(`evidence.recipient.${body}`) ?? body })),
            ...concerned.map((party) => ({ value: party, label: text('evidence.recipient.party', { party: parties.nameOf(party) }) })),
          ]}
        />
        <TextInput
          label={text('evidence.recipient.name')}
          description={text('evidence.recipient.name.help')}
          value={wish.name}
          onChange={set('name')}
          maxLength={200}
          required
        />
      </div>
      <Textarea
        label={text('evidence.purpose')}
        description={text('evidence.purpose.help')}
        value={wish.purpose}
        onChange={set('purpose')}
        rows={2}
        maxLength={500}
        required
      />
      {wish.recipient === 'court' ? (
        <Segments
          label={text('evidence.ground')}
          segments={(['proof_use', 'court_order'] as const).map((value) => ({ value, label: text(`evidence.ground.${value}`) }))}
          value={wish.ground}
          onChoose={(value) => onChange({ ground: value as Wish['ground'] })}
        />
      ) : null}
      {wish.ground === 'court_order' ? (
        <>
          <TextInput
            label={text('evidence.order')}
            description={text('evidence.order.help')}
            value={wish.order}
            onChange={set('order')}
            maxLength={500}
            required
          />
          {concerned.map((party) => (
            <Checkbox
              key={party}
              label={text('evidence.notified', { party: parties.nameOf(party) })}
              checked={wish.notified.includes(party)}
              onChange={(event) =>
                onChange({
                  notified: event.currentTarget.checked ? [...wish.notified, party] : wish.notified.filter((one) => one !== party),
                })
              }
            />
          ))}
        </>
      ) : (
        asked.map((party) => (
          <TextInput
            key={party}
            label={text('evidence.consent', { party: parties.nameOf(party) })}
            description={text('evidence.consent.help')}
            value={wish.consents[party] ?? ''}
            onChange={(event) => onChange({ consents: { ...wish.consents, [party]: event.currentTarget.value } })}
            maxLength={500}
          />
        ))
      )}
      <div className="stack-tight">
        <NativeSelect
          label={text('evidence.show')}
          value={wish.show}
          onChange={set('show')}
          data={(['record', 'opening', 'entry'] as const).map((value) => ({ value, label: text(`evidence.show.${value}`) }))}
        />
        <p className="soft small">{text(`evidence.show.${wish.show}.detail`)}</p>
      </div>
    </div>
  )
}
