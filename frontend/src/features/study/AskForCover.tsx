import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { busyIn, type Place, type Slice, withAsk } from './choice'
import classes from './Plan.module.css'

type AskForCoverProps = { slice: Slice; place: Place; places: Place[]; onChange: (places: Place[]) => void }

/** Whom to ask to take the observer's class, and why the others cannot. */
export function AskForCover({ slice, place, places, onChange }: AskForCoverProps) {
  const { t } = useTranslation('plan')
  const busy = busyIn(places, slice.slice, place)
  const able = slice.cover.filter(one => one.can && !busy.has(one.staff_id))
  const unable = slice.cover.filter(one => !able.includes(one) && one.reason)
  return (
    <div className={classes.cover}>
      {able.length > 0 && (
        <Checkbox.Group
          size="xs"
          label={t('who.coverFor', { class: slice.teaches_class ?? '' })}
          value={place.askIds}
        >
          {able.map(one => (
            <Checkbox
              key={one.staff_id}
              mt={6}
              value={one.staff_id}
              label={one.name}
              onChange={() => onChange(withAsk(places, place, one.staff_id))}
            />
          ))}
        </Checkbox.Group>
      )}
      {place.askIds.length === 0 && (
        <p className="small">{able.length > 0 ? t('who.askLead') : t('who.askNobody')}</p>
      )}
      {unable.length > 0 && (
        <details className="smaller">
          <summary>{t('who.whyNot')}</summary>
          <ul>
            {unable.map(one => (
              <li key={one.staff_id}>{t('who.cannot', { name: one.name, reason: one.reason })}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
