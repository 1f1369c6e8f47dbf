import type { IndicatorDetail } from '@enlace/api'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { askEvidence } from '../results/ask-results.ts'
import { EvidencePart } from '../results/evidence-part.tsx'
import { sayFigure } from './say-figure.ts'
import { sayPeriod } from './say-period.ts'

/** How well one figure is founded and what is disputed about it: the newest first, any other by choice. Figures of a published series are no records and have none. */
export default function LatestEvidence({ detail }: { readonly detail: IndicatorDetail }) {
  const text = useText()
  const parties = useParties()
  const values = detail.lines
    .flatMap(({ side, entries }) => entries.flatMap(({ current }) => (current.id === null ? [] : [{ ...current, side, id: current.id }])))
    .toSorted((a, b) => (a.end < b.end ? 1 : a.end > b.end ? -1 : 0))
  const [chosen, setChosen] = useState<string>()
  const id = chosen ?? values[0]?.id
  const { data: evidence } = useQuery({ ...askEvidence(id ?? ''), enabled: id !== undefined })
  if (id === undefined) return null
  return (
    <div className="stack">
      <NativeSelect
        label={text('indicators.evidence.of')}
        value={id}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={values.map((value) => ({
          value: value.id,
          label: `${value.side === 'all' ? text('indicators.column.side.all') : parties.nameOf(value.side)}, ${sayPeriod(value, text)}: ${sayFigure(value, text)} (${parties.nameOf(value.from)})`,
        }))}
      />
      {evidence === undefined ? null : <EvidencePart id={id} own={detail.party} evidence={evidence} />}
    </div>
  )
}
