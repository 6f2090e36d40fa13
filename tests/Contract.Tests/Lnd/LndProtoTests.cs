using Fulgurite.Lnd;
using Fulgurite.Lnd.Grpc;
using Fulgurite.Lnd.Protos;
using Fulgurite.Lnd.Protos.Wallet;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Fulgurite.Contracts.Lnd;

/// <summary>Holds our few protos against the files that LND publishes.</summary>
public sealed class LndProtoTests(LndPeerProcess process)
{
    private static readonly FileDescriptor[] Ours =
    [
        LightningReflection.Descriptor, InvoicesReflection.Descriptor, RouterReflection.Descriptor,
        WalletkitReflection.Descriptor,
    ];

    [Fact]
    public async Task Every_field_has_the_number_type_and_shape_that_LND_gives_it()
    {
        var theirs = await TheirMessages();

        var differences = Ours
            .SelectMany(file => file.ToProto().MessageType.SelectMany(message => Flatten(file.Package, message)))
            .SelectMany(ours => ours.Message.Field.Select(field =>
                (Name: $"{ours.Name}.{field.Name}", Ours: Shape(field), Theirs: Find(theirs, ours.Name, field.Name))))
            .Where(pair => pair.Ours != pair.Theirs)
            .ToList();

        Assert.Empty(differences);
    }

    [Fact]
    public async Task Every_state_of_an_invoice_and_of_a_payment_has_the_number_that_LND_gives_it()
    {
        foreach (var message in new[] { Invoice.Descriptor, Payment.Descriptor })
        {
            var ours = message.EnumTypes.Single().ToProto();
            var theirs = (await TheirMessages())[message.FullName].EnumType.Single(type => type.Name == ours.Name);

            Assert.Equal(Values(theirs), Values(ours));
        }
    }

    [Fact]
    public async Task Every_reason_of_a_failure_and_kind_of_address_has_the_number_that_LND_gives_it()
    {
        var lightning = (await TheirFiles()).Where(file => file.Package == "lnrpc").ToList();
        foreach (var ours in LightningReflection.Descriptor.EnumTypes.Select(type => type.ToProto()))
        {
            var theirs = lightning.SelectMany(file => file.EnumType).First(type => type.Name == ours.Name);

            Assert.Equal(Values(theirs), Values(ours));
        }
    }

    [Fact]
    public async Task Every_method_is_one_of_LND_with_its_path_types_and_streaming()
    {
        var theirs = (await process.Send("describe"))["methods"]!.AsArray().Select(method => Signature(
            method!["path"]!.GetValue<string>(),
            method["request"]!.GetValue<string>(),
            method["response"]!.GetValue<string>(),
            (method["requestStream"]!.GetValue<bool>(), method["responseStream"]!.GetValue<bool>())));

        var ours = Ours.SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(OurSignature);

        Assert.Subset(theirs.ToHashSet(), ours.ToHashSet());
    }

    [Fact]
    public void Every_method_that_we_call_is_one_of_our_protos()
    {
        string[] called =
        [
            PathOf(LndMethods.GetInfo), PathOf(LndMethods.AddInvoice), PathOf(LndMethods.ListInvoices),
            PathOf(LndMethods.SubscribeInvoices), PathOf(LndMethods.DecodePayReq), PathOf(LndMethods.LookupInvoice),
            PathOf(LndMethods.CancelInvoice), PathOf(LndMethods.SendPayment), PathOf(LndMethods.TrackPayment),
            PathOf(LndMethods.TrackPayments), PathOf(LndMethods.ListPayments), PathOf(LndMethods.ChannelBalance),
            PathOf(LndMethods.NewAddress), PathOf(LndMethods.GetTransactions), PathOf(LndMethods.EstimateFee),
            PathOf(LndMethods.FundPsbt), PathOf(LndMethods.FinalizePsbt), PathOf(LndMethods.ReleaseOutput),
            PathOf(LndMethods.PublishTransaction), PathOf(LndMethods.QueryRoutes),
        ];

        var declared = Ours
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Select(OurSignature);

        Assert.Equal(declared.Order(), called.Order());
    }

    private static string OurSignature(MethodDescriptor method) => Signature(
        $"/{method.Service.FullName}/{method.Name}",
        method.InputType.Name,
        method.OutputType.Name,
        (method.IsClientStreaming, method.IsServerStreaming));

    // The types are those that the compiler binds to the path.
    private static string PathOf<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() => Signature(
            method.Path,
            new TRequest().Descriptor.Name,
            new TResponse().Descriptor.Name,
            (false, method.Path.StartsWith("/routerrpc.", StringComparison.Ordinal)
                || method.Path.EndsWith("/SubscribeInvoices", StringComparison.Ordinal)));

    private static string Signature(
        string path, string request, string response, (bool Client, bool Server) streams) =>
        $"{path} {request} {response} client-stream={streams.Client} server-stream={streams.Server}";

    private static IEnumerable<(string Name, int Number)> Values(EnumDescriptorProto type) =>
        type.Value.Select(value => (value.Name, value.Number)).Order();

    private async Task<List<FileDescriptorProto>> TheirFiles()
    {
        var answer = await process.Send("describe");
        return
        [
            .. answer["files"]!.AsArray().Select(
                file => FileDescriptorProto.Parser.ParseFrom(ByteString.FromBase64(file!.GetValue<string>()))),
        ];
    }

    private async Task<Dictionary<string, DescriptorProto>> TheirMessages() =>
        (await TheirFiles())
            .SelectMany(file => file.MessageType.SelectMany(message => Flatten(file.Package, message)))
            .DistinctBy(entry => entry.Name)
            .ToDictionary(entry => entry.Name, entry => entry.Message);

    private static IEnumerable<(string Name, DescriptorProto Message)> Flatten(string scope, DescriptorProto message)
    {
        var name = $"{scope}.{message.Name}";
        return message.NestedType
            .Where(nested => nested.Options is not { MapEntry: true })
            .SelectMany(nested => Flatten(name, nested))
            .Prepend((name, message));
    }

    private static string Find(Dictionary<string, DescriptorProto> messages, string message, string field) =>
        messages.GetValueOrDefault(message)?.Field.SingleOrDefault(candidate => candidate.Name == field) is { } found
            ? Shape(found)
            : "absent";

    // The type of a map's entries is made up by whoever reads the file, and not named alike.
    private static string Shape(FieldDescriptorProto field) =>
        $"{field.Number} {field.Type} {field.Label} {TypeOf(field)}";

    private static string TypeOf(FieldDescriptorProto field)
    {
        const string entry = "Entry";
        var name = field.TypeName.Split('.')[^1];
        return (name.EndsWith(entry, StringComparison.Ordinal) ? name[..^entry.Length] : name)
            .Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
    }
}
