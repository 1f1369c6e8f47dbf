import { findField, type Kind, kinds, type PartVersion, type TlpLabel, tlpLabels, versionOf } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { askAgreements } from '../api/people-questions.ts'
import { askNode } from '../api/questions.ts'
import type { ReleaseTaskDetail } from '../api/shapes.ts'
import { useFieldNames } from '../kinds/field-names.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag, type Tone } from '../parts/tag.tsx'
import { Tlp } from '../parts/tlp.tsx'
import classes from './third.module.css'

const tones: Readonly<Record<PartVersion, Tone>> = { full: 'good', tear_line: 'warn', nothing: 'plain' }

/** Which text of each marked part each partner gets, by the ceiling of the agreement in force: the full one, the tear-line, or nothing. */
export default function PartVersions({ parts, kindName }: { readonly parts: ReleaseTaskDetail['parts']; readonly kindName: string }) {
  const text = useText()
  const nameOf = useFieldNames(kindName)
  const { data: node } = useQuery(askNode)
  const { data } = useQuery(askAgreements)
  const inForce = (data?.items ?? []).filter(({ state }) => state === 'in_force')
  if (parts.length === 0) return null
  const tearLines = parts.flatMap(({ selector, tearLine }) => (tearLine === null ? [] : [{ selector, tlp: asLabel(tearLine) }]))
  return (
    <Card title={text('third.versions')} lead={text('third.versions.lead')} id="versions-by-partner">
      <ul className={classes.parts}>
        {parts.map((part) => (
          <li key={part.selector} className="stack-tight">
            <span className="cluster">
              <strong>{nameOf(fieldNameOf(kinds.get(kindName), part.selector))}</strong> <Tlp label={part.tlp} />
              {part.tearLine === null ? null : (
                <span className="cluster small soft">
                  {text('third.tearLine')} <Tlp label={part.tearLine} />
                </span>
              )}
            </span>
            <ul className="cluster">
              {inForce.map((agreement) => {
                const partner = agreement.parties.find((party) => party !== node?.party) ?? ''
                const gets = versionOf({ selector: part.selector, label: asLabel(part.tlp) }, tearLines, asLabel(agreement.ceiling))
                return (
                  <li key={agreement.id} className="cluster">
                    <PartyMark party={partner} />
                    <Tag tone={tones[gets]}>{text(`third.gets.${gets}`)}</Tag>
                  </li>
                )
              })}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** The field that a selector leads into. */
export function fieldNameOf(kind: Kind | undefined, selector: string): string {
  const steps = selector.split('.')
  if (steps[0] === 'extensions' && steps[1] === kind?.extension) return steps[2] ?? selector
  return kind !== undefined && findField(kind, steps[0] ?? '') !== undefined ? (steps[0] as string) : selector
}

function asLabel(label: string): TlpLabel {
  return tlpLabels.find((known) => known === label) ?? 'red'
}
