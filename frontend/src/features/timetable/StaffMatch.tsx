import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { staffFoundQuery } from './queries'

type Who = { id: string; name: string } | null

type StaffMatchProps = {
  teacher: Schema<'TeacherSeen'>
  /** Undefined where nothing was changed. */
  chosen: Who | undefined
  onChoose: (who: Who) => void
}

/** Who one teacher of the file is: as proposed, somebody else, or a new person. */
export function StaffMatch({ teacher, chosen, onChoose }: StaffMatchProps) {
  const { t } = useTranslation('timetable')
  const [choosing, setChoosing] = useState(false)
  const { name } = teacher
  const who = chosen === undefined ? teacher.staff_name : chosen?.name
  if (choosing)
    return (
      <Chooser
        name={name}
        onChoose={one => {
          onChoose(one)
          setChoosing(false)
        }}
      />
    )
  return (
    <div className="row" style={{ gap: '0.25rem 0.75rem' }}>
      <span className={who ? undefined : 'quiet'}>{who ?? t('run.staff.isNew')}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={t(who ? 'run.staff.changeNamed' : 'run.staff.matchNamed', { name })}
        onClick={() => setChoosing(true)}
      >
        {t(who ? 'run.staff.change' : 'run.staff.match')}
      </Button>
    </div>
  )
}

function Chooser({ name, onChoose }: { name: string; onChoose: (who: Who) => void }) {
  const { t } = useTranslation('timetable')
  const [words, setWords] = useState('')
  const [asked] = useDebouncedValue(words.trim(), 250)
  const found = useQuery({ ...staffFoundQuery(asked), placeholderData: keepPreviousData })
  const people = found.data?.items ?? []
  return (
    <div className="row">
      <Select
        aria-label={t('run.staff.who', { name })}
        placeholder={t('run.staff.search')}
        searchable
        openOnFocus={false}
        autoFocus
        data={people.map(person => ({ value: person.id, label: `${person.name} (${person.code})` }))}
        // The server has searched: by name, code and department.
        filter={({ options }) => options}
        comboboxProps={{ withinPortal: false }}
        onSearchChange={setWords}
        nothingFoundMessage={t('run.staff.nobody')}
        onChange={id => {
          const person = people.find(one => one.id === id)
          if (person) onChoose({ id: person.id, name: person.name })
        }}
      />
      <Button variant="default" onClick={() => onChoose(null)}>
        {t('run.staff.newInstead')}
      </Button>
    </div>
  )
}
