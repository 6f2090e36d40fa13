using System.Diagnostics;
using System.Text.Json;
using Fulgurite.App.Host;
using Fulgurite.App.LocalHost;
using Fulgurite.Messaging;

namespace Fulgurite.Contracts.Functions;

/// <summary>What <c>dotnet publish src/App</c> yields, made once for all tests here.</summary>
public sealed class PackageTests(PackageTests.Published package) : IClassFixture<PackageTests.Published>
{
    [Fact]
    public void Holds_the_host_s_settings_the_functions_and_the_executable_and_nothing_else()
    {
        var entries = package.Folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order();

        string[] expected = ["host.json", "fulgurite", .. FunctionCatalog.Http, .. FunctionCatalog.Triggered];
        Assert.Equal(expected.Order(), entries);
        Assert.All(
            package.Folder.EnumerateDirectories(),
            folder => Assert.Equal(["function.json"], folder.EnumerateFileSystemInfos().Select(file => file.Name)));
    }

    [Fact]
    public void The_host_starts_the_executable_that_is_there_with_its_verb()
    {
        using var host = Json("host.json");
        var description = host.RootElement.GetProperty("customHandler").GetProperty("description");

        var executable = description.GetProperty("defaultExecutablePath").GetString()!;
        Assert.True(File.Exists(Path.Combine(package.Folder.FullName, executable)));
        Assert.Equal("serve", Assert.Single(description.GetProperty("arguments").EnumerateArray()).GetString());
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(Path.Combine(package.Folder.FullName, executable));
            Assert.True(mode.HasFlag(UnixFileMode.UserExecute));
        }
    }

    [Fact]
    public void The_limits_in_the_code_are_those_of_the_host()
    {
        using var host = Json("host.json");
        var bus = host.RootElement.GetProperty("extensions").GetProperty("serviceBus");

        Assert.Equal(
            new FunctionLimits(
                Duration(host.RootElement, "functionTimeout"), Duration(bus, "maxAutoLockRenewalDuration")),
            FunctionLimits.OfHostJson);
        Assert.Equal(
            bus.GetProperty("maxConcurrentCalls").GetInt32(),
            new LocalHostOptions(new Uri("http://127.0.0.1")).MaxConcurrentCalls);
    }

    [Fact]
    public void Every_triggered_function_binds_its_data_under_the_name_that_the_handler_reads()
    {
        var functions = FunctionFiles.Read(package.Folder.FullName);

        Assert.All(
            functions.OfType<DeclaredFunction.OnMessage>(),
            function => Assert.Equal(TriggerEnvelope.MessageBinding, function.Binding));
        Assert.All(
            functions.OfType<DeclaredFunction.OnTimer>(),
            function => Assert.Equal(TriggerEnvelope.TimerBinding, function.Binding));
        Assert.Equal(
            FunctionCatalog.Triggered.Order(),
            functions.Where(function => function is not DeclaredFunction.OnHttp).Select(function => function.Name));
        Assert.Equal(
            Enum.GetValues<QueueName>().Order(),
            functions.OfType<DeclaredFunction.OnMessage>().Select(function => function.Queue).Order());
    }

    [Fact]
    public void Messages_arrive_as_bytes_so_that_a_body_cannot_forge_metadata()
    {
        foreach (var name in (string[])[FunctionCatalog.SettleInvoices, FunctionCatalog.DeliverCallbacks])
        {
            using var function = Json(Path.Combine(name, "function.json"));
            var binding = Assert.Single(function.RootElement.GetProperty("bindings").EnumerateArray());
            Assert.Equal("binary", binding.GetProperty("dataType").GetString());
            Assert.Equal("one", binding.GetProperty("cardinality").GetString());
        }
    }

    // The host passes a request through only to a function with one trigger and one output of HTTP. No route may reach
    // the root, where the trigger endpoints are.
    [Fact]
    public void Every_HTTP_function_is_passed_through_and_stays_below_its_own_prefix()
    {
        foreach (var name in FunctionCatalog.Http)
        {
            using var function = Json(Path.Combine(name, "function.json"));
            var bindings = function.RootElement.GetProperty("bindings").EnumerateArray().ToList();
            Assert.Equal(["httpTrigger", "http"], bindings.Select(binding => binding.GetProperty("type").GetString()));
            Assert.Equal("anonymous", bindings[0].GetProperty("authLevel").GetString());
            Assert.Matches("^[a-z0-9/]+/{\\*path}$", bindings[0].GetProperty("route").GetString());
        }
    }

    [Fact]
    public void Every_setting_of_the_sample_is_explained()
    {
        var file = Path.Combine(Repository(), "local.settings.sample.json");
        using var sample = JsonDocument.Parse(File.ReadAllText(file));
        var explained = sample.RootElement.GetProperty("//").EnumerateObject().Select(entry => entry.Name);

        Assert.Empty(sample.RootElement.GetProperty("Values").EnumerateObject()
            .Select(setting => setting.Name)
            .Except(explained));
    }

    private static TimeSpan Duration(JsonElement element, string name) =>
        TimeSpan.Parse(element.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run within the repository");
        }

        return folder.FullName;
    }

    private JsonDocument Json(string path) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(package.Folder.FullName, path)));

    public sealed class Published : IDisposable
    {
        private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("fulgurite-package-");

        public Published()
        {
            // Intermediate files apart from the build's own, so that the two do not overwrite each other.
            using var publish = Process.Start(new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    "publish", Path.Combine(Repository(), "src", "App"), "--nologo", "-v", "q",
                    "-o", Folder.FullName, "--artifacts-path", Path.Combine(work.FullName, "artifacts"),
                    "-nodeReuse:false", "-p:UseSharedCompilation=false",
                },
                RedirectStandardOutput = true,
            })!;
            var output = publish.StandardOutput.ReadToEnd();
            publish.WaitForExit();
            Assert.True(publish.ExitCode == 0, output);
        }

        public DirectoryInfo Folder => new(Path.Combine(work.FullName, "package"));

        public void Dispose() => work.Delete(recursive: true);
    }
}
