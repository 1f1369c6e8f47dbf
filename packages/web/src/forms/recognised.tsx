import { choiceLabel, type Found, findField, type Kind } from '@enlace/records'
import type { SayLabel } from '../kinds/kind-words.ts'
import { sayIdentifierReason, sayIdentifierType } from '../kinds/say-identifier.ts'
import { formatInstant } from '../language/format.ts'
import { type Text, useText } from '../language/text.ts'
import { IconAlertTriangle, IconCheck } from '../parts/icon.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './recognised.module.css'

/** What the message was understood to say, as chips in its order. A number that does not add up warns, and goes along as written. */
export function Recognised({ found, kind, say }: { readonly found: readonly Found[]; readonly kind: Kind; readonly say: SayLabel }) {
  const text = useText()
  if (found.length === 0) return <p className="soft small">{text('alert.recognised.none')}</p>
  return (
    <div className="stack-tight" role="status">
      <span className="soft small">{text('alert.recognised', { count: found.length })}</span>
      <ul className={classes.chips}>
        {found.slice(0, 40).map((one) => (
          <li key={`${one.start}${one.type}`}>
            <Tag
              tone={one.valid === false ? 'warn' : one.valid === true ? 'good' : 'info'}
              icon={one.valid === false ? <IconAlertTriangle /> : one.valid === true ? <IconCheck /> : undefined}
              {...(one.reason === null ? {} : { title: sayIdentifierReason(one.reason, say) })}
            >
              <span className={classes.type}>{text.find(`found.${one.type}`) ?? sayIdentifierType(one.type, say)}</span>{' '}
              {sayFound(one, kind, say, text)}
            </Tag>
            {one.valid === false ? (
              <span className={classes.warning}>{one.reason === null ? '' : sayIdentifierReason(one.reason, say)}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Fields whose codes a finding's `canonical` is one of. */
const codedBy: Readonly<Record<string, string>> = {
  direction: 'direction',
  crossing: 'crossing',
  action: 'requested_action',
  cargo: 'cargo_kind',
  vehicle: 'vehicle_kind',
  object: 'object_kind',
}

function sayFound(one: Found, kind: Kind, say: SayLabel, text: Text): string {
  const field = codedBy[one.type]
  const choices = field === undefined ? undefined : findField(kind, field)?.field.choices
  const english = choices !== undefined && Object.hasOwn(choices, one.canonical) ? choices[one.canonical] : undefined
  if (field !== undefined && english !== undefined) return say(choiceLabel(kind, [field], one.canonical, english))
  return /^\d{4}-\d\d-\d\dT/.test(one.canonical) ? formatInstant(one.canonical, text.tag) : one.raw
}
