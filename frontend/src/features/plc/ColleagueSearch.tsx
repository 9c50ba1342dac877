import { TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import { SkeletonRows } from '../../ui/SkeletonRows'
import classes from './Group.module.css'
import { colleaguesQuery } from './queries'

export type Colleague = { id: string; name: string; department: string }

/** Finds colleagues by name or department; each one found is a button that picks them. */
export function ColleagueSearch({
  without,
  onPick,
}: {
  without: Set<string>
  onPick: (one: Colleague) => void
}) {
  const { t } = useTranslation('group')
  const [words, setWords] = useState('')
  const [settled] = useDebouncedValue(words.trim(), 250)
  const query = useQuery({ ...colleaguesQuery(settled), placeholderData: keepPreviousData })
  return (
    <div className="stack" style={{ gap: '0.5rem' }}>
      <TextInput
        label={t('create.search')}
        description={t('create.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
      />
      <Loaded query={query} skeleton={<SkeletonRows rows={4} />}>
        {({ items }) => {
          const found = items.filter(one => !without.has(one.id))
          if (found.length === 0)
            return (
              <p role="status" className="small quiet">
                {items.length > 0 ? t('create.allChosen') : t('create.noneFound')}
              </p>
            )
          return (
            <ul aria-label={t('create.found')} className={classes.found}>
              {found.map(one => (
                <li key={one.id}>
                  <UnstyledButton
                    className={classes.person}
                    onClick={() => onPick({ id: one.id, name: one.name, department: one.department })}
                  >
                    <span>
                      <VisuallyHidden>{t('create.add')} </VisuallyHidden>
                      <span className="strong">{one.name}</span>{' '}
                      <span className="small quiet">{one.department}</span>
                    </span>
                    <IconPlus size={18} aria-hidden />
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </div>
  )
}
