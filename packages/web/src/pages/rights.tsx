import { useQuery } from '@tanstack/react-query'
import { useText } from '../language/text.ts'
import { IconShieldCheck } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { useParties } from '../parts/party.ts'
import { PrintList } from '../parts/print-list.tsx'
import { askRightsFlags } from '../rights/ask-rights.ts'
import { FlagItem } from '../rights/flag-item.tsx'
import classes from '../rights/rights.module.css'

/** Every rights flag, those that nobody answered first, and how much waits for them. */
export function Rights() {
  const text = useText()
  const parties = useParties()
  const question = useQuery(askRightsFlags)
  return (
    <Page title={text('rights.title')} lead={text('rights.lead')} actions={<PrintList list="rights" />}>
      <Answered question={question} shape="rows">
        {({ items, waiting }) => (
          <div className="stack">
            {waiting.map(({ partner, count }) => (
              <Notice key={partner} tone="warn" title={text('rights.waiting', { count, party: parties.nameOf(partner) || partner })} />
            ))}
            <div className="card">
              {items.length === 0 ? (
                <Empty icon={<IconShieldCheck size={32} />} title={text('rights.empty')}>
                  {text('rights.empty.how')}
                </Empty>
              ) : (
                <ul className={`${classes.flags} ${classes.listed}`}>
                  {items.map((flag) => (
                    <FlagItem key={flag.record?.id ?? `${flag.agency} ${flag.raisedAt}`} flag={flag} listed />
                  ))}
                </ul>
              )}
            </div>
          </div>
        )}
      </Answered>
    </Page>
  )
}
