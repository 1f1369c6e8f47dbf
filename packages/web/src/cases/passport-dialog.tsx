import { locales } from 'virtual:locales'
import type { PassportPlan, PassportRequestBody } from '@enlace/api'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send, sendForBytes } from '../api/send.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Answered } from '../parts/page-state.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { saveFile } from '../parts/save-file.ts'
import { problemOf } from '../record/problem-of.ts'
import classes from './cases.module.css'

type Format = PassportRequestBody['format']

const types: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
}

/** What of a case goes to counsel and what stays, record by record, and then the file: words are opened only where somebody says that they read them. */
export function PassportDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const plan = useQuery({
    queryKey: ['record', id, 'passport'],
    queryFn: ({ signal }) => send<PassportPlan>('GET', `/cases/${encodeURIComponent(id)}/passport`, { signal }),
  })
  const [counsel, setCounsel] = useState('')
  const [purpose, setPurpose] = useState('')
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [format, setFormat] = useState<Format>('pdf')
  const [language, setLanguage] = useState('both')
  const read = (record: string, yes: boolean) => {
    const next = new Set(opened)
    if (yes) next.add(record)
    else next.delete(record)
    setOpened(next)
  }
  const name = `passport-${id.slice(-12)}.${format}`
  const submit = async () => {
    if (counsel.trim() === '' || purpose.trim() === '') throw problemOf(text('cases.passport.missing'))
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const body: PassportRequestBody = {
      ...{ counsel: counsel.trim(), purpose: purpose.trim(), opened: [...opened], format, zone },
      ...(format === 'zip' ? {} : { language }),
    }
    const bytes = await sendForBytes(`/cases/${encodeURIComponent(id)}/passport`, body)
    saveFile(name, types[format], bytes)
    await client.invalidateQueries({ queryKey: ['record', id, 'passports'] })
  }
  return (
    <FormDialog
      title={text('cases.passport')}
      action={text('cases.passport.do')}
      done={text('cases.passport.done', { name })}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft small">{text('cases.passport.will')}</p>
      <Answered question={plan} lines={4}>
        {(found) => <Plan plan={found} opened={opened} read={read} />}
      </Answered>
      <TextInput
        label={text('cases.passport.counsel')}
        value={counsel}
        onChange={(event) => setCounsel(event.currentTarget.value)}
        required
        maxLength={200}
      />
      <TextInput
        label={text('cases.passport.purpose')}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
        required
        maxLength={300}
      />
      <NativeSelect
        label={text('cases.passport.format')}
        value={format}
        onChange={(event) => setFormat((['pdf', 'docx', 'zip'] as const).find((one) => one === event.currentTarget.value) ?? 'pdf')}
        data={(['pdf', 'docx', 'zip'] as const).map((value) => ({ value, label: text(`cases.passport.format.${value}`) }))}
      />
      {format === 'zip' ? null : (
        <NativeSelect
          label={text('cases.passport.language')}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
          data={[
            { value: 'both', label: text('cases.passport.both') },
            ...Object.entries(locales).map(([value, { name }]) => ({ value, label: name })),
          ]}
        />
      )}
    </FormDialog>
  )
}

function Plan({
  plan,
  opened,
  read,
}: {
  readonly plan: PassportPlan
  readonly opened: ReadonlySet<string>
  readonly read: (record: string, yes: boolean) => void
}) {
  const text = useText()
  const kindTitle = useKindTitle()
  return (
    <div className="stack">
      <div className="stack-tight">
        <strong>{text('cases.passport.goes', { count: plan.records.length })}</strong>
        <ul className={classes.plain}>
          {plan.records.map((record) => (
            <li key={record.id} className="stack-tight">
              <span className="cluster">
                <PartyMark party={record.from} short /> <span>{kindTitle(record.kind)}</span>
                {record.struck === 0 ? null : <span className="small soft">{text('cases.passport.struck', { count: record.struck })}</span>}
              </span>
              {record.content === '' ? null : <span className="small">{record.content}</span>}
              {record.closed === null ? (
                <Checkbox
                  label={text('cases.passport.open')}
                  checked={opened.has(record.id)}
                  onChange={(event) => read(record.id, event.currentTarget.checked)}
                />
              ) : (
                <span className="small soft">
                  {text('cases.passport.closed', { why: text.find(`decisions.passport_closed_${record.closed}`) ?? record.closed })}
                </span>
              )}
            </li>
          ))}
        </ul>
        {plan.sendings.length === 0 ? null : <span>{text('cases.passport.sendings', { count: plan.sendings.length })}</span>}
      </div>
      {plan.leftOut.length === 0 ? null : (
        <div className="stack-tight">
          <strong>{text('cases.passport.stays')}</strong>
          <ul className={classes.plain}>
            {plan.leftOut.map(({ reason, count }) => (
              <li key={reason} className="small">
                {text('cases.passport.left', { count, why: text.find(`decisions.passport_left_out_${reason}`) ?? reason })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
