import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import classes from './Editor.module.css'

type AuthorsProps = {
  authors: readonly Schema<'AuthorOut'>[]
  /** Whether they are being asked to agree. */
  isAsked: boolean
}

/** Who wrote it, and who of them agrees to the text as it stands. */
export function Authors({ authors, isAsked }: AuthorsProps) {
  const { t } = useTranslation('fair')
  return (
    <ul className={classes.authors}>
      {authors.map(({ staff_id, name, agreed }) => {
        const Icon = agreed ? IconCircleCheck : IconCircle
        return (
          <li key={staff_id} data-agreed={agreed || undefined}>
            <Icon size={18} aria-hidden />
            <span>
              {name}{' '}
              {isAsked && (
                <span className="small quiet">{t(agreed ? 'consent.agreed' : 'consent.waiting')}</span>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
