package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.oidc.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of each provider that there is: every class that is a {@link DescribedProvider}, made by its public constructor.
 *
 * <p>A provider that wants nothing or a clock needs no entry here. One that wants a collaborator needs the collaborator
 * in {@link #COLLABORATORS}, by its type; one that wants settings, which are mere texts, has them in {@link #SETTINGS}.
 */
public final class AllProviders {
    /** Somebody who vouches for a delivery, by a secret that tells nothing beside itself. */
    static final Secret ANYBODY = new Secret("somebody who vouches".getBytes(UTF_8));

    /** What a constructor is given for a parameter of a type, at a standing time; nothing here may reach a network. */
    private static final Map<Class<?>, Function<Instant, Object>> COLLABORATORS = Map.ofEntries(
            Map.entry(InstantSource.class, InstantSource::fixed),
            Map.entry(Web.class, _ -> (Web) AllProviders::certificate),
            Map.entry(Tokens.class, FixtureTokens::at));

    /** All that a constructor is given: the defaults, except that an old Bitbucket server is known. */
    private static final Map<Class<?>, List<Object>> SETTINGS = Map.ofEntries(
            Map.entry(BitbucketServer.class, List.of(Optional.of("https://bitbucket.example.com/"))),
            Map.entry(
                    Generic.class,
                    List.of("X-Signature", Optional.of("sha256="), Encoding.HEX, Generic.Algorithm.SHA256)));

    private static final List<? extends Class<?>> CLASSES = classes();

    private AllProviders() {}

    /** All of them, by a clock that stands still. */
    public static List<Provider> standing(Instant now) {
        return List.copyOf(at(now));
    }

    static List<DescribedProvider> at(Instant now) {
        return CLASSES.stream()
                .map(type -> made(type, now))
                .sorted(Comparator.comparing(DescribedProvider::name))
                .toList();
    }

    /** The certificate of the fixtures, wherever somebody looks for one; nobody is asked. */
    private static Web.Answer certificate(URI url) {
        try {
            return new Web.Got(Files.readString(Fixture.CERTIFICATE));
        } catch (IOException e) {
            throw new UncheckedIOException("the tests run in the folder of their module", e);
        }
    }

    static DescribedProvider named(String name, Instant now) {
        return at(now).stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no provider is called " + name));
    }

    /** @throws AssertionError if its constructor wants something that nobody has told this class about */
    static DescribedProvider made(Class<?> type, Instant now) {
        var constructors = type.getConstructors();
        if (constructors.length != 1) {
            throw new AssertionError("%s has %d public constructors: give it one, by which the receiver makes it"
                    .formatted(type.getSimpleName(), constructors.length));
        }
        try {
            return (DescribedProvider) constructors[0].newInstance(arguments(constructors[0], now));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getSimpleName() + " can't be made", e);
        }
    }

    private static Object[] arguments(Constructor<?> constructor, Instant now) {
        var settings = SETTINGS.get(constructor.getDeclaringClass());
        return settings != null
                ? settings.toArray()
                : Arrays.stream(constructor.getParameterTypes())
                        .map(wanted -> collaborator(constructor, wanted, now))
                        .toArray();
    }

    private static Object collaborator(Constructor<?> constructor, Class<?> wanted, Instant now) {
        var made = COLLABORATORS.get(wanted);
        if (made == null) {
            throw new AssertionError("%s wants a %s, and AllProviders does not know which: add one to its COLLABORATORS"
                            .formatted(constructor.getDeclaringClass().getSimpleName(), wanted.getSimpleName())
                    + ", or all that the constructor wants to its SETTINGS");
        }
        return made.apply(now);
    }

    private static List<? extends Class<?>> classes() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackagesOf(DescribedProvider.class)
                        .get(DescribedProvider.class)
                        .getAllSubclasses()
                        .stream()
                        .filter(found -> !found.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(AllProviders::loaded)
                        .toList();
    }

    /** Not by ArchUnit, whose class loader may be another than that of the test. */
    private static Class<?> loaded(JavaClass found) {
        try {
            return Class.forName(found.getName(), true, AllProviders.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(found + " is no class of the receiver", e);
        }
    }
}
