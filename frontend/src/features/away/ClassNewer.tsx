import { useTranslation } from 'react-i18next'
import { shortDay } from '../../lib/dates'
import { Notice } from '../../ui/Notice'
import type { ClassException } from './queries'
import type { ClassWish } from './useClassForm'

type ClassNewerProps = { stored: ClassException; both: (keyof ClassWish)[] }

/** After a colleague was quicker: what is stored now, where it differs from what was typed. */
export function ClassNewer({ stored, both }: ClassNewerProps) {
  const { t } = useTranslation('away')
  const shown: Record<keyof ClassWish, [string, string]> = {
    name: [t('classes.named'), stored.name],
    starts_on: [t('classes.first'), shortDay(stored.starts_on)],
    ends_on: [t('classes.last'), shortDay(stored.ends_on)],
    class_names: [t('classes.which'), stored.class_names.join(', ')],
    effect: [t('classes.effect'), t(`classes.${stored.effect}`)],
  }
  return (
    <Notice announced title={t('classes.newer')}>
      {t(both.length ? 'classes.newerBoth' : 'classes.newerKept')}
      {both.length > 0 && (
        <ul>
          {both.map(name => (
            <li key={name}>
              {shown[name][0]}: <span className="strong">{shown[name][1]}</span>
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
