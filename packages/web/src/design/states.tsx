import { Button } from '@mantine/core'
import { Problem } from '../api/problem.ts'
import { useText } from '../language/text.ts'
import classes from '../pages/design.module.css'
import { Card } from '../parts/card.tsx'
import { IconInbox } from '../parts/icon.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Empty, Loading, NoPermission } from '../parts/page-state.tsx'
import { Progress } from '../parts/progress.tsx'
import { Specimen, State } from './specimen.tsx'

/** What stands where content is not: not yet, not there, not yours, not reachable, not well. */
export function States({ now }: { readonly now: number }) {
  const text = useText()
  const refused = new Problem({
    status: 403,
    code: 'not_permitted',
    title: text('parts.noPermission'),
    detail: text('design.states.refused'),
  })
  const wrong = new Problem({
    status: 422,
    code: 'body_invalid',
    title: text('problem.refused.title'),
    detail: text('problem.refused.detail'),
    fields: [{ field: '/object/name', code: 'required', message: text('form.missing') }],
  })
  return (
    <>
      <Specimen id="states" title={text('design.states')} lead={text('design.states.lead')}>
        <div className={classes.two}>
          <State name={text('design.states.loading')}>
            <div inert aria-hidden="true">
              <Loading lines={4} />
            </div>
          </State>
          <State name={text('design.states.loadingRows')}>
            <Card flush>
              <div inert aria-hidden="true">
                <Loading lines={3} shape="rows" />
              </div>
            </Card>
          </State>
          <State name={text('design.states.empty')}>
            <Card>
              <Empty
                icon={<IconInbox size={32} />}
                title={text('inbox.empty')}
                action={<Button variant="default">{text('design.states.act')}</Button>}
              >
                {text('inbox.empty.detail')}
              </Empty>
            </Card>
          </State>
          <State name={text('design.states.noPermission')}>
            <Card>
              <NoPermission problem={refused} />
            </Card>
          </State>
        </div>
        <State name={text('design.states.offline')}>
          <ProblemNotice problem={new Problem({ status: 0, code: 'offline' })} retry={() => undefined} />
        </State>
        <State name={text('design.states.error')}>
          <ProblemNotice problem={new Problem({ status: 500, code: 'internal' })} retry={() => undefined} />
        </State>
        <State name={text('design.states.wrong')}>
          <ProblemNotice problem={wrong} />
        </State>
      </Specimen>
      <Specimen id="notices" title={text('design.notices')}>
        {(['info', 'good', 'warn', 'bad'] as const).map((tone) => (
          <Notice key={tone} tone={tone} title={text(`design.notice.${tone}`)}>
            {text('design.notice.detail')}
          </Notice>
        ))}
      </Specimen>
      <Specimen id="progress" title={text('design.progress')} lead={text('design.progress.lead')}>
        <Progress label={text('design.progress.begun')} done={3} total={20_000} startedAt={new Date(now - 500).toISOString()} />
        <Progress label={text('design.progress.known')} done={8_250} total={20_000} startedAt={new Date(now - 40_000).toISOString()} />
        <Progress label={text('design.progress.unknown')} done={1_204} total={undefined} startedAt={new Date(now - 30_000).toISOString()} />
      </Specimen>
    </>
  )
}
