import { UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { PHASES } from '../../lib/phases'
import { usePhone } from '../../lib/usePhone'
import { SearchBox } from '../../ui/SearchBox'
import classes from './Fair.module.css'
import type { FairSearch } from './queries'

const CHIPS_MAX = 5

type FiltersProps = { search: FairSearch; cards: Schema<'FairCard'>[] }

/** Words, phase, focus and subject; all of them stand in the address, so that a search can be passed on. */
export function Filters({ search, cards }: FiltersProps) {
  const { t } = useTranslation('fair')
  const navigate = useNavigate({ from: '/fair' })
  const isPhone = usePhone()
  const set = (change: Partial<Record<keyof FairSearch, string | undefined>>) =>
    void navigate({
      search: Object.fromEntries(
        Object.entries({ ...search, ...change }).filter(([, value]) => value),
      ) as FairSearch,
      replace: true,
      resetScroll: false,
    })
  const isChosen = Boolean(search.phase || search.focus || search.subject)
  return (
    <div className={classes.filters}>
      <SearchBox
        label={t('search')}
        placeholder={t('searchHint')}
        words={search.q ?? ''}
        onSearch={q => set({ q })}
      />
      <details open={!isPhone || isChosen} className={classes.fold}>
        <summary>{t('filters')}</summary>
        <div className="stack" style={{ gap: '0.5rem' }}>
          <Chips
            name={t('phase')}
            chosen={search.phase}
            choices={PHASES.filter(phase => phase !== 'all').map(phase => ({
              value: phase,
              label: t(`phases.${phase}`),
            }))}
            onChoose={phase => set({ phase })}
          />
          <Chips
            name={t('focus')}
            chosen={search.focus}
            choices={named(cards.map(card => card.focus))}
            onChoose={focus => set({ focus })}
          />
          <Chips
            name={t('subject')}
            chosen={search.subject}
            choices={named(cards.map(card => card.subject))}
            onChoose={subject => set({ subject })}
          />
        </div>
      </details>
    </div>
  )
}

/** What the cards at hand are about, the most frequent first. */
function named(all: string[]) {
  const counts = new Map<string, number>()
  for (const name of all) if (name) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .slice(0, CHIPS_MAX)
    .map(([name]) => ({ value: name, label: name }))
}

type ChipsProps = {
  name: string
  chosen: string | undefined
  choices: { value: string; label: string }[]
  onChoose: (value: string | undefined) => void
}

function Chips({ name, chosen, choices, onChoose }: ChipsProps) {
  // What is chosen stays to be seen and let go, also when no card at hand has it.
  const all =
    chosen && !choices.some(choice => choice.value === chosen)
      ? [{ value: chosen, label: chosen }, ...choices]
      : choices
  if (all.length === 0) return null
  return (
    <div className={classes.chips} role="group" aria-label={name}>
      <span className={classes.chipsName} aria-hidden>
        {name}
      </span>
      <div className={classes.chipsRow}>
        {all.map(({ value, label }) => (
          <UnstyledButton
            key={value}
            className={classes.chip}
            aria-pressed={value === chosen}
            onClick={() => onChoose(value === chosen ? undefined : value)}
          >
            {label}
          </UnstyledButton>
        ))}
      </div>
    </div>
  )
}
