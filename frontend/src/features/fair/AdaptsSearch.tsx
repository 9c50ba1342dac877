import { Button, TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/paged'
import { Loaded } from '../../ui/Loaded'
import classes from './Writing.module.css'
import { triedQuery } from './writingQueries'

const SHOWN_MAX = 8

type AdaptsSearchProps = {
  /** The finding that is being written: it cannot have tried itself. */
  self: string
  onTake: (card: { id: string; title: string }) => void
  onCancel: () => void
}

/** Looks for the finding that was tried among all that one may read. */
export function AdaptsSearch({ self, onTake, onCancel }: AdaptsSearchProps) {
  const { t } = useTranslation('writing')
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 100), 300)
  const query = useInfiniteQuery(triedQuery(q))
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div className="stack" style={{ marginTop: '0.75rem', gap: '0.5rem' }}>
      <TextInput
        ref={box}
        type="search"
        label={t('adapts.search')}
        description={t('adapts.searchHint')}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      <Loaded query={query}>
        {data => {
          const cards = itemsOf(data)
            .filter(card => card.id !== self)
            .slice(0, SHOWN_MAX)
          if (cards.length === 0)
            return (
              <p className="quiet" role="status">
                {t('adapts.nothing')}
              </p>
            )
          return (
            <ul className={classes.choices} aria-label={t('adapts.found')}>
              {cards.map(card => (
                <li key={card.id}>
                  <div>
                    <p className="strong">{card.title}</p>
                    <p className="small quiet">
                      {t('adapts.by', { group: card.group_name, school: card.school_name })}
                    </p>
                  </div>
                  <Button variant="default" size="sm" onClick={() => onTake(card)}>
                    {t('adapts.take')}
                    <VisuallyHidden>: {card.title}</VisuallyHidden>
                  </Button>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <div>
        <Button variant="subtle" size="sm" onClick={onCancel}>
          {t('adapts.cancel')}
        </Button>
      </div>
    </div>
  )
}
