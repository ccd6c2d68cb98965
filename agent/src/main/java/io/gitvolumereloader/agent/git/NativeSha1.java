package io.gitvolumereloader.agent.git;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-1 as computed by OpenSSL's {@code libcrypto} ({@code SHA1_Init}, {@code SHA1_Update}, {@code SHA1_Final}), where
 * the system has it. The JDK's own is as fast only once its optimizing compiler has been at work, which a sidecar
 * rather does without. One instance is used by one thread.
 */
public final class NativeSha1 extends MessageDigestSpi implements Cloneable {
    private static final String NAME = "SHA-1";
    private static final int BYTES = 20;
    private static final int CONTEXT_BYTES = 128;

    /** While a call is in there, no garbage is collected. */
    private static final int MOST_AT_ONCE = 1 << 16;

    private final byte[] context;
    private final byte[] single = new byte[1];

    /** A digest of nothing so far; for {@link Provider.Service#newInstance}. */
    public NativeSha1() {
        this(new byte[CONTEXT_BYTES]);
        engineReset();
    }

    private NativeSha1(byte[] context) {
        this.context = context;
    }

    /**
     * Has every SHA-1 of this process that is made from now on computed natively, if the system can; else all stays as
     * it is. Takes some 50 ms.
     */
    static void install() {
        try {
            var digest = new NativeSha1();
            digest.engineUpdate("abc".getBytes(StandardCharsets.US_ASCII), 0, 3);
            // FIPS 180-4's example, so that nothing depends on a library that merely has these names.
            var expected = HexFormat.of().parseHex("a9993e364706816aba3e25717850c26c9cd0d89d");
            if (Arrays.equals(digest.engineDigest(), expected)) {
                Security.insertProviderAt(new Supplier(), 1);
            }
        } catch (LinkageError | RuntimeException _) {
            // No such library, or native access is not allowed.
        }
    }

    @Override
    protected int engineGetDigestLength() {
        return BYTES;
    }

    @Override
    protected void engineUpdate(byte input) {
        single[0] = input;
        engineUpdate(single, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        for (var done = 0; done < length; done += MOST_AT_ONCE) {
            var size = Math.min(length - done, MOST_AT_ONCE);
            Library.update(context, input, offset + done, size);
        }
    }

    @Override
    protected byte[] engineDigest() {
        var digest = new byte[BYTES];
        Library.end(digest, context);
        engineReset();
        return digest;
    }

    @Override
    protected void engineReset() {
        Library.begin(context);
    }

    /** Another digest of the same bytes so far. */
    @Override
    @SuppressWarnings("MissingSuperCall") // the fields are final
    public Object clone() {
        return new NativeSha1(context.clone());
    }

    /** Offers it to whoever asks the platform for SHA-1. */
    private static final class Supplier extends Provider {
        private static final long serialVersionUID = 1;

        Supplier() {
            super("git-volume-reloader", "1", "SHA-1 by libcrypto");
            putService(new Service(this, "MessageDigest", NAME, NativeSha1.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new NativeSha1();
                }
            });
        }
    }

    /** The library's functions; loading this class fails where there is none. */
    private static final class Library {
        private static final SymbolLookup SYMBOLS = symbols("libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so");
        private static final MethodHandle BEGIN =
                handle("SHA1_Init", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        private static final MethodHandle UPDATE = handle(
                "SHA1_Update",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        private static final MethodHandle END = handle(
                "SHA1_Final", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

        static void begin(byte[] context) {
            try {
                check((int) BEGIN.invokeExact(MemorySegment.ofArray(context)));
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        static void update(byte[] context, byte[] input, int offset, int length) {
            try {
                var part = MemorySegment.ofArray(input).asSlice(offset, length);
                check((int) UPDATE.invokeExact(MemorySegment.ofArray(context), part, (long) length));
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        static void end(byte[] digest, byte[] context) {
            try {
                check((int) END.invokeExact(MemorySegment.ofArray(digest), MemorySegment.ofArray(context)));
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        private static void check(int success) {
            if (success != 1) {
                throw new IllegalStateException("libcrypto could not compute SHA-1");
            }
        }

        private static RuntimeException unexpected(Throwable e) {
            return switch (e) {
                case RuntimeException failure -> failure;
                case Error error -> throw error;
                default -> new IllegalStateException("native calls throw nothing checked", e);
            };
        }

        @SuppressWarnings("restricted") // the manifest grants native access
        private static SymbolLookup symbols(String... names) {
            for (var name : names) {
                try {
                    return SymbolLookup.libraryLookup(name, Arena.global());
                } catch (IllegalArgumentException _) {
                    // Another name, then.
                }
            }
            throw new IllegalArgumentException("there is no libcrypto");
        }

        @SuppressWarnings("restricted") // the manifest grants native access
        private static MethodHandle handle(String name, FunctionDescriptor type) {
            return Linker.nativeLinker().downcallHandle(SYMBOLS.findOrThrow(name), type, Linker.Option.critical(true));
        }
    }
}
