import type { StatementRow } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'

const machineMade: ReadonlySet<string> = new Set(['trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia', 'algorithmicMedia'])

/** What must be seen of a statement at once: whose it is, of which day, whether the other’s account is missing, whether a model made it. */
export function StatementMarks({ statement }: { readonly statement: StatementRow }) {
  const text = useText()
  const parties = useParties()
  const { type, issuedBy, publishedOn, accounts, digitalSourceType } = statement
  const [one] = issuedBy
  return (
    <span className="cluster small">
      <Tag tone={type === 'joint' ? 'info' : 'plain'}>{text.find(`statements.type.${type}`) ?? type}</Tag>
      {issuedBy.map((party) => (
        <PartyMark key={party} party={party} />
      ))}
      <span className="soft">
        {publishedOn === null ? text('statements.undated') : text('statements.published', { day: formatDay(publishedOn, text.tag) })}
      </span>
      {accounts.length === 0 || one === undefined ? null : <Tag>{text('statements.told', { party: parties.nameOf(one) })}</Tag>}
      {accounts.map(({ party, by }) => (
        <Tag key={party} tone={by.length === 0 ? 'warn' : 'good'}>
          {text(by.length === 0 ? 'statements.account.missing' : 'statements.account.linked', { party: parties.nameOf(party) })}
        </Tag>
      ))}
      {machineMade.has(digitalSourceType) ? <Tag tone="bad">{text('statements.aiMade')}</Tag> : null}
    </span>
  )
}

/** The title in the reader’s language, else in the language that there is. */
export function titleIn(title: Readonly<Record<string, string>>, language: string): string {
  return title[language] ?? Object.values(title)[0] ?? ''
}
