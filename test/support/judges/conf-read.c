/*
 * MIT's own reading of configuration:
 *   conf-read profile FILES      every value of a profile (FILES as in KRB5_CONFIG), one a line: names and value
 *                                divided by the unit separator, in order; "error CODE" when it is refused
 *   conf-read deltat < LINES     krb5_string_to_deltat of each line, or "error"
 */
#include <krb5.h>
#include <profile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 8

static void dump(profile_t profile, const char **names, int depth)
{
    void *iterator;
    char *name, *value, *seen[256];
    int i, count = 0;

    names[depth] = NULL;
    if (depth >= MAX_DEPTH || profile_iterator_create(profile, names, PROFILE_ITER_LIST_SECTION, &iterator))
        return;
    while (profile_iterator(&iterator, &name, &value) == 0 && name != NULL) {
        if (value != NULL) {
            for (i = 0; i < depth; i++)
                printf("%s\037", names[i]);
            printf("%s\037%s\036", name, value);
        } else {
            for (i = 0; i < count && strcmp(seen[i], name) != 0; i++)
                ;
            if (i == count && count < 256)
                seen[count++] = strdup(name);
        }
    }
    for (i = 0; i < count; i++) {
        names[depth] = seen[i];
        dump(profile, names, depth + 1);
        free(seen[i]);
    }
}

int main(int argc, char **argv)
{
    const char *names[MAX_DEPTH + 2];
    char line[256];
    profile_t profile;
    krb5_deltat seconds;
    long code;

    if (argc > 2 && strcmp(argv[1], "profile") == 0) {
        code = profile_init_path(argv[2], &profile);
        if (code != 0)
            printf("error %ld", code);
        else
            dump(profile, names, 0);
        return 0;
    }
    while (fgets(line, sizeof(line), stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (krb5_string_to_deltat(line, &seconds) != 0)
            printf("error\n");
        else
            printf("%d\n", (int)seconds);
    }
    return 0;
}
