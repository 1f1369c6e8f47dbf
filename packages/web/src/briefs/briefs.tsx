import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { PrintList } from '../parts/print-list.tsx'
import { programmePath } from '../programme/programme-path.ts'
import classes from './briefs.module.css'

const briefs = [
  { name: 'ministerial', may: 'brief.ministerial' },
  { name: 'delta', may: 'brief.delta' },
  { name: 'reciprocity', may: 'brief.reciprocity' },
  { name: 'community', may: 'brief.community' },
] as const

/** The briefs, each one touch away as a page and on paper. */
export function BriefsPage() {
  const text = useText()
  const may = useMay()
  return (
    <Page title={text('briefs.title')} lead={text('briefs.lead')}>
      <div className={classes.boxes}>
        {briefs
          .filter((brief) => may(brief.may))
          .map(({ name }) => (
            <Card
              key={name}
              title={text(`briefs.${name}`)}
              lead={text(`briefs.${name}.lead`)}
              actions={<PrintList list={`brief-${name}`} />}
            >
              <p>
                <Button renderRoot={(props) => <Link to={programmePath('brief', name)} {...props} />}>{text(`briefs.open.${name}`)}</Button>
              </p>
            </Card>
          ))}
      </div>
    </Page>
  )
}
