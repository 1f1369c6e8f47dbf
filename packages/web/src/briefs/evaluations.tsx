import type { EvaluationListShape } from '@enlace/api'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { IconClipboardText } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { askEvaluations } from './ask-briefs.ts'
import classes from './briefs.module.css'
import { EvaluationDialog } from './evaluation-dialog.tsx'
import { usePlaces } from './use-places.ts'

type Row = EvaluationListShape['items'][number]

/** Evaluations of the framework, with what became of their findings. */
export function EvaluationsPage() {
  const text = useText()
  const may = useMay()
  const question = useQuery(askEvaluations)
  const places = usePlaces()
  const [entering, setEntering] = useState(false)
  const begin =
    !may('record.create') || places === undefined ? undefined : places.length > 0 ? (
      <Button variant="default" onClick={() => setEntering(true)}>
        {text('briefs.evaluations.enter')}
      </Button>
    ) : (
      // Without a body that it is about, the whole form asks what it is about.
      <Button variant="default" renderRoot={(props) => <Link to="/new/$kind" params={{ kind: 'evaluation' }} {...props} />}>
        {text('briefs.evaluations.enter')}
      </Button>
    )
  const number = (id: 'findings' | 'open' | 'overdue' | 'verified'): Column<Row> => ({
    id,
    header: text(`briefs.evaluations.${id}`),
    align: 'number',
    cell: (row) => row[id],
  })
  return (
    <Page title={text('briefs.evaluations')} lead={text('briefs.evaluations.lead')} actions={begin}>
      <Answered question={question} shape="rows">
        {({ items }) => (
          <div className="card">
            {items.length === 0 ? (
              <Empty icon={<IconClipboardText size={32} />} title={text('briefs.evaluations.none')} action={begin} />
            ) : (
              <DataTable
                caption={text('briefs.evaluations')}
                rows={items}
                keyOf={({ id }) => id}
                columns={[
                  {
                    id: 'title',
                    header: text('briefs.evaluation'),
                    rowHeader: true,
                    cell: ({ id, title, question: asked }) => (
                      <span className={classes.figures}>
                        <Link to={programmePath('evaluations', id)}>{title}</Link>
                        <span className="small soft">{text.of(asked)}</span>
                      </span>
                    ),
                  },
                  { id: 'evaluator', header: text('briefs.evaluations.evaluator'), cell: ({ evaluator }) => evaluator },
                  number('findings'),
                  number('open'),
                  number('overdue'),
                  number('verified'),
                ]}
              />
            )}
          </div>
        )}
      </Answered>
      {entering && places !== undefined ? <EvaluationDialog places={places} onClose={() => setEntering(false)} /> : null}
    </Page>
  )
}
