import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Choice } from './choices'
import classes from './FairDay.module.css'

type ChooseProps = { label: string; findings: Choice[]; chosen: string[]; onChange: (ids: string[]) => void }

/** Findings that have no place yet, to tick. */
export function ChooseFindings({ label, findings, chosen, onChange }: ChooseProps) {
  const { t } = useTranslation('fairDay')
  return (
    <div>
      <Checkbox.Group label={label} value={chosen} onChange={onChange}>
        <div className="row">
          <span role="status" className="small quiet">
            {t('arrange.chosen', { count: chosen.length })}
          </span>
          {chosen.length < findings.length && (
            <Button variant="subtle" size="compact-md" onClick={() => onChange(findings.map(one => one.id))}>
              {t('arrange.all', { total: findings.length })}
            </Button>
          )}
          {chosen.length > 0 && (
            <Button variant="subtle" size="compact-md" onClick={() => onChange([])}>
              {t('arrange.chooseNone')}
            </Button>
          )}
        </div>
        <div className={`${classes.choices} ${classes.scroll}`}>
          {findings.map(one => (
            <div key={one.id} className={classes.choice}>
              <Checkbox
                value={one.id}
                label={one.title}
                description={t('arrange.by', {
                  group: one.group_name,
                  names: one.names.join(', '),
                })}
              />
            </div>
          ))}
        </div>
      </Checkbox.Group>
    </div>
  )
}
