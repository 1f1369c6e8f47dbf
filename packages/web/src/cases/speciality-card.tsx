import type { CaseDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { useRequestWords } from '../requests/say-request.tsx'

/** For what a person surrendered may be tried: what was granted, what was consented to since, and what is charged without either. */
export function SpecialityCard({ detail: { party, record, speciality } }: { readonly detail: CaseDetail }) {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const words = useRequestWords()
  if (speciality.length === 0) return null
  return (
    <Card title={text('cases.speciality')} lead={text('cases.speciality.lead')}>
      <div className="stack">
        {speciality.map(({ request, form, by, granted, consented, outside }) => {
          const say = (ids: readonly string[]) => ids.map((id) => text.of(words.offence(form, id)) || id).join('; ')
          return (
            <div key={request} className="stack-tight">
              <DefinitionList
                items={[
                  {
                    term: text('cases.speciality.granted', { party: parties.nameOf(by) }),
                    detail: (
                      <Link to="/requests/$id" params={{ id: request }}>
                        {say(granted) || words.form(form)}
                      </Link>
                    ),
                  },
                  { term: text('cases.speciality.consented'), detail: say(consented) || text('cases.speciality.nothing') },
                ]}
              />
              {outside.length === 0 ? null : (
                <Notice tone="warn" title={text('cases.speciality.outside')}>
                  <div className="stack-tight">
                    <span>{say(outside)}</span>
                    {may('record.create') && by !== party ? (
                      <span>
                        <Button
                          size="xs"
                          renderRoot={(props) => (
                            <Link
                              to="/requests/new"
                              search={{ form: 'speciality-waiver', about: record.id, follows: request, offences: outside.join(',') }}
                              {...props}
                            />
                          )}
                        >
                          {text('cases.speciality.ask')}
                        </Button>
                      </span>
                    ) : null}
                  </div>
                </Notice>
              )}
            </div>
          )
        })}
      </div>
    </Card>
  )
}
