module example.org/dossier/scripts/licences

go 1.26
