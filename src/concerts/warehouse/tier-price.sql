CASE WHEN SPLIT_PART(SPLIT_PART({{prices}}, '|', {{tier}}), ':', 2) ~ '^[0-9]+([.][0-9]+)?$' THEN CAST(SPLIT_PART(SPLIT_PART({{prices}}, '|', {{tier}}), ':', 2) AS double precision) END
