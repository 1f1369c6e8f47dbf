import type { PartnerStatus } from '../api/shapes.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconAlertTriangle, IconCheck, IconX } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { ScrollX } from '../parts/scroll-x.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'

type Key = PartnerStatus['keys'][number]

const states = {
  active: { tone: 'good', Icon: IconCheck },
  overlapping: { tone: 'warn', Icon: IconAlertTriangle },
  revoked: { tone: 'bad', Icon: IconX },
} as const

/** Every key between this node and a partner: whose, what for, how good, since and until when; and first what is about to change. */
export default function KeyTable({ partner }: { readonly partner: PartnerStatus }) {
  const text = useText()
  const hasRoot = partner.keys.some((key) => key.own !== true && key.use === 'root')
  return (
    <div className="stack-tight">
      <p className="soft small">{text('signing.lead')}</p>
      <KeyNews keys={partner.keys} />
      {hasRoot ? null : <p className="small">{text('signing.no_root')}</p>}
      <ScrollX label={text('exchange.keys', { count: partner.keys.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('people.partner.use')}</th>
              <th scope="col">{text('signing.column.state')}</th>
              <th scope="col">{text('exchange.keys.name')}</th>
              <th scope="col">{text('exchange.keys.algorithm')}</th>
              <th scope="col">{text('signing.column.since')}</th>
              <th scope="col">{text('signing.column.until')}</th>
              <th scope="col">{text('people.partner.digits')}</th>
            </tr>
          </thead>
          <tbody>
            {partner.keys.map((key) => (
              <KeyRow key={key.name + key.algorithm + key.fingerprint} of={key} />
            ))}
          </tbody>
        </table>
      </ScrollX>
    </div>
  )
}

function KeyRow({ of }: { readonly of: Key }) {
  const text = useText()
  const { tone, Icon } = states[of.state ?? 'active']
  return (
    <tr>
      <td>
        {text(of.own === true ? 'people.keys.ours' : 'people.keys.theirs')},{' '}
        {text.find(`people.key.${of.use ?? ''}`) ?? text.find(`signing.use.${of.use ?? ''}`) ?? of.use}
      </td>
      <td>
        <Tag tone={tone} icon={<Icon />}>
          {text(`signing.state.${of.state ?? 'active'}`)}
          {of.reason == null ? '' : ` (${text(`signing.reason.${of.reason}`)})`}
        </Tag>
      </td>
      <td className="mono small">{of.name}</td>
      <td className="nowrap">{of.algorithm}</td>
      <td>{of.since == null ? <span className="soft">{text('signing.first')}</span> : <Time at={of.since} brief />}</td>
      <td>{of.until == null ? <span className="soft">{text('signing.open')}</span> : <Time at={of.until} brief />}</td>
      <td className="mono nowrap">{of.digits ?? of.fingerprint}</td>
    </tr>
  )
}

/** What somebody should know without reading the table: a rotation under way, a compromised key, a revocation that waits. Each name once. */
function KeyNews({ keys }: { readonly keys: readonly Key[] }) {
  const text = useText()
  const once = (chosen: readonly Key[]) => [...new Map(chosen.map((key) => [key.name, key])).values()]
  const day = ({ until }: Key) => (until == null ? '' : formatDay(until.slice(0, 10), text.tag))
  return (
    <>
      {once(keys.filter((key) => key.reason === 'compromised')).map((key) => (
        <Notice key={key.name} tone="bad" title={text('signing.compromised', { name: key.name })}>
          {text(key.use === 'transport' ? 'signing.compromised.transport' : 'signing.compromised.detail', { until: day(key) })}
        </Notice>
      ))}
      {once(keys.filter((key) => key.unconfirmed === true)).map((key) => (
        <Notice key={key.name} tone="warn" title={text('signing.unconfirmed')}>
          {text('signing.unconfirmed.detail', { name: key.name })}
        </Notice>
      ))}
      {once(keys.filter((key) => key.state === 'overlapping')).map((key) => (
        <p key={key.name} className="small">
          {text(key.use === 'transport' ? 'signing.coming.transport' : 'signing.coming', { name: key.name, until: day(key) })}
        </p>
      ))}
    </>
  )
}
