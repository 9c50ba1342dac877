import { Checkbox, MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../ui/Loaded'
import classes from './Away.module.css'
import { hasAll, withGroup } from './classGroups'
import { classesQuery } from './queries'

type ClassChoiceProps = { chosen: string[]; onChange: (names: string[]) => void; error?: ReactNode }

/** Whole year groups and forms by ticking, single classes by typing. */
export function ClassChoice({ chosen, onChange, error }: ClassChoiceProps) {
  const { t } = useTranslation('away')
  const query = useQuery(classesQuery)
  return (
    <Loaded query={query}>
      {({ class_names, year_groups, forms }) => (
        <>
          {year_groups.length > 0 && (
            <fieldset className={classes.choice}>
              <legend className="small strong">{t('classes.groups')}</legend>
              <div className={classes.groups}>
                {[...year_groups, ...forms.slice(0, 60)].map(group => (
                  <Checkbox
                    key={group.name}
                    label={group.name}
                    checked={hasAll(chosen, group)}
                    onChange={event => onChange(withGroup(chosen, group, event.currentTarget.checked))}
                  />
                ))}
              </div>
            </fieldset>
          )}
          <MultiSelect
            searchable
            hidePickedOptions
            label={t('classes.which')}
            description={t('classes.whichHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            nothingFoundMessage={t('classes.none')}
            data={[...new Set([...class_names, ...chosen])]}
            limit={60}
            value={chosen}
            onChange={onChange}
            error={error}
            comboboxProps={{ withinPortal: false }}
          />
        </>
      )}
    </Loaded>
  )
}
