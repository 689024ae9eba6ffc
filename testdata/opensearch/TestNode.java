import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/**
 * A node of OpenSearch 2 or 3 out of jars on the class path: TestNode HOME SETTING=VALUE... A value with commas is a
 * list. It is for tests: there is no security plugin, and bootstrap checks are not made.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
public final class TestNode extends Node {
    private TestNode(Path home, Settings settings, Collection plugins) {
        // The collection holds classes in OpenSearch 2 and descriptions in OpenSearch 3.
        super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"), plugins, true);
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(home.resolve("config"));
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        for (int i = 1; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            if (pair[1].contains(",")) {
                settings.putList(pair[0], pair[1].split(","));
            } else {
                settings.put(pair[0], pair[1]);
            }
        }
        Node node = new TestNode(home, settings.build(), plugins());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception e) {
                e.printStackTrace();
            }
        }));
        node.start();
        System.out.println("started " + Version.CURRENT);
        Thread.currentThread().join();
    }

    private static List<Object> plugins() throws ClassNotFoundException {
        List<Object> plugins = new ArrayList<>();
        if (Version.CURRENT.major >= 3) {
            for (String name : List.of("org.opensearch.transport.Netty4ModulePlugin",
                    "org.opensearch.analysis.common.CommonAnalysisModulePlugin")) {
                plugins.add(new PluginInfo(name, "on the class path", "NA", Version.CURRENT,
                        System.getProperty("java.specification.version"), name, null, List.of(), false));
            }
        } else {
            for (String name : List.of("org.opensearch.transport.Netty4Plugin",
                    "org.opensearch.analysis.common.CommonAnalysisPlugin")) {
                plugins.add(Class.forName(name));
            }
        }
        return plugins;
    }
}
