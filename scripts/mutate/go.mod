module example.org/dossier/scripts/mutate

go 1.26.0
