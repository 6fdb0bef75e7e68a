package dev.storelatch;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;

/** Distinguishes a record's declared {@code toString} from the compiler's, which prints every component. */
final class RecordToString {

    /** Bootstraps the methods that the compiler adds to a record (JLS 8.10.3). */
    private static final String OBJECT_METHODS = "java/lang/runtime/ObjectMethods";

    private RecordToString() {}

    static boolean isDeclared(JavaClass type) {
        AtomicBoolean declared = new AtomicBoolean(true);
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(bytes).accept(new ToStringVisitor(declared), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return declared.get();
    }

    private static final class ToStringVisitor extends ClassVisitor {

        private final AtomicBoolean declared;

        ToStringVisitor(AtomicBoolean declared) {
            super(SpringAsmInfo.ASM_VERSION);
            this.declared = declared;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if (!name.equals("toString") || !descriptor.equals("()Ljava/lang/String;")) {
                return null;
            }
            return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {
                @Override
                public void visitInvokeDynamicInsn(String call, String type, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getOwner().equals(OBJECT_METHODS)) {
                        declared.set(false);
                    }
                }
            };
        }
    }
}
