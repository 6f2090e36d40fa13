using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fulgurite.Contracts.Lnd;

namespace Fulgurite.Product;

/// <summary>What keeps the product from starting is told in one line.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly DataFolder data = new();
    private readonly string certificate;
    private readonly string macaroon;

    public RefusalTests()
    {
        certificate = Written("tls.cert", NodeCertificate.Create().CertificatePem);
        macaroon = Written("invoice.macaroon", "macaroon");
    }

    [Fact]
    public async Task A_port_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var ended = await Local("--port", port.ToString(CultureInfo.InvariantCulture));

        ended.MustBeOneLine($"Port {port} is in use. Choose another with --port.");
    }

    [Fact]
    public async Task A_data_directory_in_use()
    {
        await using var first = await RunningProduct.Start(data);

        var ended = await Executable.Run(["local", "--port", Port(), "--data", data.Path]);

        ended.MustBeOneLine("is in use by another run.");
        (await first.Get("/health")).With(200);
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written() =>
        (await Executable.Run(["local", "--ephemeral", "--port", Port(), "--data", "/proc/nowhere"]))
            .MustBeOneLine("The data directory /proc/nowhere cannot be written.");

    [Fact]
    public async Task No_node_to_run_azurite_with() =>
        (await Executable.Run(["local", "--port", Port(), "--data", data.Path], "/nonexistent"))
            .MustBeOneLine("Node.js was not found");

    [Fact]
    public async Task An_option_that_does_not_exist() =>
        (await Executable.Run(["local", "--prot", "7071"])).MustBeOneLine("'--prot'");

    [Theory]
    [InlineData("nosuch", "Unrecognized command or argument 'nosuch'. See 'fulgurite --help'.")]
    [InlineData("payment lst", "Unrecognized command or argument 'lst'. See 'fulgurite payment --help'.")]
    [InlineData("wallet show", "Required argument 'WALLET' missing for command: 'show'. See 'fulgurite wallet show")]
    [InlineData("line change x --limit y", "Cannot parse argument 'y' for option '--limit'. See 'fulgurite line ")]
    public async Task A_line_that_is_not_understood_names_its_own_help(string line, string reason) =>
        (await Executable.Run(line.Split(' '))).MustBeOneLine(reason);

    [Theory]
    [InlineData("http")]
    [InlineData("0")]
    [InlineData("65536")]
    public async Task A_port_that_is_none(string port) =>
        (await Executable.Run(["local", "--port", port])).MustBeOneLine("--port must be a number from 1 to 65535.");

    [Theory]
    [InlineData("ftp://example.com/", "--callback-url must be an http or https address.")]
    [InlineData("http://user:word@example.com/", "--callback-url: the address must not carry a user name or password.")]
    public async Task A_callback_address_that_cannot_be_called(string url, string reason) =>
        (await Local("--port", Port(), "--callback-url", url)).MustBeOneLine(reason);

    [Fact]
    public async Task A_node_that_does_not_answer() =>
        (await WithNode("127.0.0.1:1", certificate, macaroon))
            .MustBeOneLine("The Lightning node at 127.0.0.1:1 does not answer");

    [Fact]
    public async Task A_node_with_half_its_settings() =>
        (await Local("--port", Port(), "--lnd-address", "127.0.0.1:1")).MustBeOneLine("A real node needs all of");

    [Fact]
    public async Task A_file_that_is_not_there() =>
        (await WithNode("127.0.0.1:1", data.File("no.cert"), macaroon)).MustBeOneLine("There is no file");

    [Fact]
    public async Task A_certificate_that_is_none() =>
        (await WithNode("127.0.0.1:1", macaroon, macaroon)).MustBeOneLine("is not a TLS certificate in PEM form.");

    [Fact]
    public async Task A_macaroon_that_is_empty() =>
        (await WithNode("127.0.0.1:1", certificate, Written("empty", ""))).MustBeOneLine("is empty.");

    [Fact]
    public async Task A_node_without_a_port() =>
        (await WithNode("localhost", certificate, macaroon)).MustBeOneLine("--lnd-address must be HOST:PORT");

    [Fact]
    public async Task A_macaroon_for_payments_without_a_node() =>
        (await Local("--port", Port(), "--lnd-payments-macaroon", macaroon))
            .MustBeOneLine("--lnd-payments-macaroon is for a real node: give --lnd-address too.");

    public void Dispose() => data.Dispose();

    private Task<Ended> WithNode(string address, string certificateFile, string macaroonFile) => Local(
        "--port", Port(), "--lnd-address", address, "--lnd-cert", certificateFile, "--lnd-macaroon", macaroonFile);

    private Task<Ended> Local(params string[] options) =>
        Executable.Run(["local", "--ephemeral", "--data", data.Path, .. options]);

    private string Written(string name, string text)
    {
        File.WriteAllText(data.File(name), text);
        return data.File(name);
    }

    private static string Port() => Executable.FreePort().ToString(CultureInfo.InvariantCulture);
}
