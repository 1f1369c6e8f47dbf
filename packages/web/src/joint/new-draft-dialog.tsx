import type { Json } from '@enlace/core'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { askNode } from '../api/questions.ts'
import { partyIdentity } from '../call/party-identity.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useWrite } from '../forms/use-write.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { askProgramme } from '../programme/ask-programme.ts'
import { programmePath } from '../programme/programme-path.ts'
import { useName } from '../programme/session-row.tsx'

/** Begins a joint statement: its title in both languages, with whom, and of which session. What is said of it goes where the draft goes. */
export function NewDraftDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const write = useWrite()
  const parties = useParties()
  const nameOf = useName()
  const navigate = useNavigate()
  const usual = useUsualEnvelope({ home: false })
  const { data: node } = useQuery(askNode)
  const { data: hub } = useQuery(askProgramme({}))
  const [title, setTitle] = useState({ es: '', en: '' })
  const [other, setOther] = useState<string>()
  const [session, setSession] = useState('')
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  if (usual === undefined || node === undefined) return null
  const partner = other ?? node.partners[0]?.party
  const missing = (['es', 'en'] as const).filter((language) => title[language].trim() === '')
  const submit = async () => {
    setTried(true)
    if (missing.length > 0 || partner === undefined) return false
    const name = title[text.language === 'es' ? 'es' : 'en'].trim()
    const values: Record<string, Json> = {
      abstract: name,
      content: words.trim() || name,
      object_refs: [session || (await partyIdentity(partner))],
      title_words: { es: title.es.trim(), en: title.en.trim() },
      parties: [node.party, partner].sort(),
      ...(session === '' ? {} : { session_ref: session }),
    }
    const limits = { purpose: text('joint.purpose'), retention: 'case', person_status: 'none', to: [{ party: partner }] }
    const id = await write('joint-draft', values, { ...usual, ...limits })
    await navigate({ to: programmePath('drafts', id) })
    return true
  }
  return (
    <FormDialog title={text('joint.new')} action={text('joint.new')} done={text('joint.new.done')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('joint.new.lead')}</p>
      {(['es', 'en'] as const).map((language) => (
        <TextInput
          key={language}
          label={text(`joint.title.${language}`)}
          lang={language}
          required
          maxLength={300}
          value={title[language]}
          error={tried && missing.includes(language) ? text('joint.missing') : undefined}
          onChange={({ currentTarget: { value } }) => setTitle({ ...title, [language]: value })}
        />
      ))}
      <NativeSelect
        label={text('joint.with')}
        value={partner ?? ''}
        error={partner === undefined ? text('joint.with.none') : undefined}
        onChange={({ currentTarget: { value } }) => setOther(value)}
        data={node.partners.map(({ party }) => ({ value: party, label: parties.nameOf(party) }))}
      />
      <NativeSelect
        label={text('joint.session')}
        value={session}
        onChange={({ currentTarget: { value } }) => setSession(value)}
        data={[
          { value: '', label: text('joint.session.none') },
          ...(hub?.sessions ?? []).map((one) => ({
            value: one.record.id,
            label: [nameOf({ names: one.names, title: one.record.title }), one.day === null ? '' : formatDay(one.day, text.tag)]
              .filter((part) => part !== '')
              .join(', '),
          })),
        ]}
      />
      <Textarea
        label={text('joint.inShort')}
        value={words}
        rows={2}
        maxLength={4000}
        onChange={({ currentTarget: { value } }) => setWords(value)}
      />
    </FormDialog>
  )
}
